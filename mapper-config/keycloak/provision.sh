#!/bin/bash
# Written by tokenbridge provision keycloak --scope tokenbridge --format kcadm. Usage: bash THIS_FILE REALM, after kcadm.sh config credentials.
# KCADM names the command line where it is not kcadm.sh on the PATH.
set -euo pipefail
realm=${1:?usage: bash $0 REALM}
kc() { "${KCADM:-kcadm.sh}" "$@"; }
client() { kc get clients -r "$realm" -q "clientId=$1" --fields id --format csv --noquotes; }

# The user profile: attributes that rules read are edited by administrators only.
#   cost_center: team-scientists, department-analysts, production-leads, platform-admins, nightly-training, break-glass
#   department: team-scientists, department-analysts, production-leads, platform-admins, break-glass
#   employment: people-on-leave
#   projects: team-scientists
known='username email firstName lastName cost_center department employment projects'
for name in $(kc get users/profile -r "$realm" --fields 'attributes(name)' | sed -n 's/.*"name" *: *"\([^"]*\)".*/\1/p'); do
  case " $known " in
    *" $name "*) ;;
    *) echo "the user profile declares the attribute $name, which this script does not know and would drop; declare the attributes above by hand" >&2; exit 1 ;;
  esac
done
kc update users/profile -r "$realm" -f - <<'JSON'
{
  "attributes": [
    {
      "name": "username",
      "displayName": "${username}",
      "validations": {"length":{"min":3,"max":255},"username-prohibited-characters":{},"up-username-not-idn-homograph":{}},
      "permissions": {
        "view": [
          "admin",
          "user"
        ],
        "edit": [
          "admin"
        ]
      },
      "multivalued": false
    },
    {
      "name": "email",
      "displayName": "${email}",
      "validations": {"email":{},"length":{"max":255}},
      "required": {
        "roles": [
          "user"
        ]
      },
      "permissions": {
        "view": [
          "admin",
          "user"
        ],
        "edit": [
          "admin",
          "user"
        ]
      },
      "multivalued": false
    },
    {
      "name": "firstName",
      "displayName": "${firstName}",
      "validations": {"length":{"max":255},"person-name-prohibited-characters":{}},
      "required": {
        "roles": [
          "user"
        ]
      },
      "permissions": {
        "view": [
          "admin",
          "user"
        ],
        "edit": [
          "admin",
          "user"
        ]
      },
      "multivalued": false
    },
    {
      "name": "lastName",
      "displayName": "${lastName}",
      "validations": {"length":{"max":255},"person-name-prohibited-characters":{}},
      "required": {
        "roles": [
          "user"
        ]
      },
      "permissions": {
        "view": [
          "admin",
          "user"
        ],
        "edit": [
          "admin",
          "user"
        ]
      },
      "multivalued": false
    },
    {
      "name": "cost_center",
      "displayName": "cost_center",
      "annotations": {
        "wantedBy": "team-scientists, department-analysts, production-leads, platform-admins, nightly-training, break-glass"
      },
      "permissions": {
        "view": [
          "admin",
          "user"
        ],
        "edit": [
          "admin"
        ]
      },
      "multivalued": false
    },
    {
      "name": "department",
      "displayName": "department",
      "annotations": {
        "wantedBy": "team-scientists, department-analysts, production-leads, platform-admins, break-glass"
      },
      "permissions": {
        "view": [
          "admin",
          "user"
        ],
        "edit": [
          "admin"
        ]
      },
      "multivalued": false
    },
    {
      "name": "employment",
      "displayName": "employment",
      "annotations": {
        "wantedBy": "people-on-leave"
      },
      "permissions": {
        "view": [
          "admin",
          "user"
        ],
        "edit": [
          "admin"
        ]
      },
      "multivalued": false
    },
    {
      "name": "projects",
      "displayName": "projects",
      "annotations": {
        "wantedBy": "team-scientists"
      },
      "permissions": {
        "view": [
          "admin",
          "user"
        ],
        "edit": [
          "admin"
        ]
      },
      "multivalued": true
    }
  ]
}
JSON

# Client warehouse: department-analysts
[ -n "$(client 'warehouse')" ] || kc create clients -r "$realm" -f - <<'JSON'
{
  "clientId": "warehouse",
  "description": "Has roles that rules look at. Nobody logs in here.",
  "enabled": true,
  "protocol": "openid-connect",
  "bearerOnly": true,
  "fullScopeAllowed": false
}
JSON

# Client tokenbridge: every token
[ -n "$(client 'tokenbridge')" ] || kc create clients -r "$realm" -f - <<'JSON'
{
  "clientId": "tokenbridge",
  "description": "The audience of every token that TokenBridge accepts. Nobody logs in here.",
  "enabled": true,
  "protocol": "openid-connect",
  "bearerOnly": true,
  "fullScopeAllowed": false
}
JSON

# Client notebook: every token
[ -n "$(client 'notebook')" ] || kc create clients -r "$realm" -f - <<'JSON'
{
  "clientId": "notebook",
  "description": "Where people log in to get tokens for TokenBridge.",
  "enabled": true,
  "protocol": "openid-connect",
  "publicClient": true,
  "standardFlowEnabled": true,
  "implicitFlowEnabled": false,
  "directAccessGrantsEnabled": false,
  "redirectUris": [
    "http://127.0.0.1/*"
  ],
  "attributes": {
    "pkce.code.challenge.method": "S256",
    "oauth2.device.authorization.grant.enabled": "true",
    "acr.loa.map": "{\"gold\":2}"
  },
  "fullScopeAllowed": false,
  "defaultClientScopes": [
    "basic",
    "acr"
  ],
  "optionalClientScopes": []
}
JSON

# Client nightly-training: nightly-training
[ -n "$(client 'nightly-training')" ] || kc create clients -r "$realm" -f - <<'JSON'
{
  "clientId": "nightly-training",
  "description": "A machine that logs in as itself. Wanted by: nightly-training",
  "enabled": true,
  "protocol": "openid-connect",
  "publicClient": false,
  "clientAuthenticatorType": "client-secret",
  "standardFlowEnabled": false,
  "implicitFlowEnabled": false,
  "directAccessGrantsEnabled": false,
  "serviceAccountsEnabled": true,
  "fullScopeAllowed": false,
  "defaultClientScopes": [
    "basic",
    "acr"
  ],
  "optionalClientScopes": []
}
JSON

# The client scope; one of this name that is there already stays as it is.
#   audience tokenbridge: every token
#   sub: every token
#   acr: production-leads, break-glass
#   auth_time: production-leads, break-glass
#   groups: break-glass, contractors-stay-out-of-production, production-leads, team-scientists, platform-admins
#   client roles warehouse: department-analysts
#   claim client_id: nightly-training
#   claim cost_center: team-scientists, department-analysts, production-leads, platform-admins, nightly-training, break-glass
#   claim department: team-scientists, department-analysts, production-leads, platform-admins, break-glass
#   claim employment: people-on-leave
#   claim preferred_username: team-scientists, department-analysts, production-leads, platform-admins, break-glass
#   claim projects: team-scientists
scope=$(kc get client-scopes -r "$realm" --fields id,name --format csv --noquotes | sed -n 's/,tokenbridge$//p')
if [ -n "$scope" ]; then
  echo "the client scope tokenbridge is there already and stays as it is; where the rules have changed, delete it and run this again" >&2
else
scope=$(kc create client-scopes -r "$realm" -i -f - <<'JSON'
{
  "name": "tokenbridge",
  "description": "What TokenBridge's rules read of an access token. Written by tokenbridge provision keycloak.",
  "protocol": "openid-connect",
  "attributes": {
    "include.in.token.scope": "false",
    "display.on.consent.screen": "false"
  },
  "protocolMappers": [
    {
      "name": "audience tokenbridge",
      "protocol": "openid-connect",
      "protocolMapper": "oidc-audience-mapper",
      "config": {
        "included.client.audience": "tokenbridge",
        "access.token.claim": "true",
        "introspection.token.claim": "true",
        "id.token.claim": "false",
        "userinfo.token.claim": "false",
        "wanted.by": "every token"
      }
    },
    {
      "name": "sub",
      "protocol": "openid-connect",
      "protocolMapper": "oidc-sub-mapper",
      "config": {
        "access.token.claim": "true",
        "introspection.token.claim": "true",
        "id.token.claim": "false",
        "userinfo.token.claim": "false",
        "wanted.by": "every token"
      }
    },
    {
      "name": "acr",
      "protocol": "openid-connect",
      "protocolMapper": "oidc-acr-mapper",
      "config": {
        "access.token.claim": "true",
        "introspection.token.claim": "true",
        "id.token.claim": "false",
        "userinfo.token.claim": "false",
        "wanted.by": "production-leads, break-glass"
      }
    },
    {
      "name": "auth_time",
      "protocol": "openid-connect",
      "protocolMapper": "oidc-usersessionmodel-note-mapper",
      "config": {
        "user.session.note": "AUTH_TIME",
        "claim.name": "auth_time",
        "jsonType.label": "long",
        "access.token.claim": "true",
        "introspection.token.claim": "true",
        "id.token.claim": "false",
        "userinfo.token.claim": "false",
        "wanted.by": "production-leads, break-glass"
      }
    },
    {
      "name": "groups",
      "protocol": "openid-connect",
      "protocolMapper": "oidc-group-membership-mapper",
      "config": {
        "claim.name": "groups",
        "full.path": "true",
        "access.token.claim": "true",
        "introspection.token.claim": "true",
        "id.token.claim": "false",
        "userinfo.token.claim": "false",
        "wanted.by": "break-glass, contractors-stay-out-of-production, production-leads, team-scientists, platform-admins"
      }
    },
    {
      "name": "client roles warehouse",
      "protocol": "openid-connect",
      "protocolMapper": "oidc-usermodel-client-role-mapper",
      "config": {
        "usermodel.clientRoleMapping.clientId": "warehouse",
        "claim.name": "resource_access.${client_id}.roles",
        "jsonType.label": "String",
        "multivalued": "true",
        "access.token.claim": "true",
        "introspection.token.claim": "true",
        "id.token.claim": "false",
        "userinfo.token.claim": "false",
        "wanted.by": "department-analysts"
      }
    },
    {
      "name": "claim client_id",
      "protocol": "openid-connect",
      "protocolMapper": "oidc-usersessionmodel-note-mapper",
      "config": {
        "user.session.note": "client_id",
        "claim.name": "client_id",
        "jsonType.label": "String",
        "access.token.claim": "true",
        "introspection.token.claim": "true",
        "id.token.claim": "false",
        "userinfo.token.claim": "false",
        "wanted.by": "nightly-training"
      }
    },
    {
      "name": "claim cost_center",
      "protocol": "openid-connect",
      "protocolMapper": "oidc-usermodel-attribute-mapper",
      "config": {
        "user.attribute": "cost_center",
        "claim.name": "cost_center",
        "jsonType.label": "String",
        "multivalued": "false",
        "access.token.claim": "true",
        "introspection.token.claim": "true",
        "id.token.claim": "false",
        "userinfo.token.claim": "false",
        "wanted.by": "team-scientists, department-analysts, production-leads, platform-admins, nightly-training, break-glass"
      }
    },
    {
      "name": "claim department",
      "protocol": "openid-connect",
      "protocolMapper": "oidc-usermodel-attribute-mapper",
      "config": {
        "user.attribute": "department",
        "claim.name": "department",
        "jsonType.label": "String",
        "multivalued": "false",
        "access.token.claim": "true",
        "introspection.token.claim": "true",
        "id.token.claim": "false",
        "userinfo.token.claim": "false",
        "wanted.by": "team-scientists, department-analysts, production-leads, platform-admins, break-glass"
      }
    },
    {
      "name": "claim employment",
      "protocol": "openid-connect",
      "protocolMapper": "oidc-usermodel-attribute-mapper",
      "config": {
        "user.attribute": "employment",
        "claim.name": "employment",
        "jsonType.label": "String",
        "multivalued": "false",
        "access.token.claim": "true",
        "introspection.token.claim": "true",
        "id.token.claim": "false",
        "userinfo.token.claim": "false",
        "wanted.by": "people-on-leave"
      }
    },
    {
      "name": "claim preferred_username",
      "protocol": "openid-connect",
      "protocolMapper": "oidc-usermodel-property-mapper",
      "config": {
        "user.attribute": "username",
        "claim.name": "preferred_username",
        "jsonType.label": "String",
        "access.token.claim": "true",
        "introspection.token.claim": "true",
        "id.token.claim": "false",
        "userinfo.token.claim": "false",
        "wanted.by": "team-scientists, department-analysts, production-leads, platform-admins, break-glass"
      }
    },
    {
      "name": "claim projects",
      "protocol": "openid-connect",
      "protocolMapper": "oidc-usermodel-attribute-mapper",
      "config": {
        "user.attribute": "projects",
        "claim.name": "projects",
        "jsonType.label": "String",
        "multivalued": "true",
        "access.token.claim": "true",
        "introspection.token.claim": "true",
        "id.token.claim": "false",
        "userinfo.token.claim": "false",
        "wanted.by": "team-scientists"
      }
    }
  ]
}
JSON
)
fi

# Role warehouse/analyst, and into tokens with it: department-analysts
owner=$(client 'warehouse')
kc get "clients/$owner/roles/"'analyst' -r "$realm" > /dev/null 2>&1 || kc create "clients/$owner/roles" -r "$realm" -s 'name=analyst'
kc get "clients/$owner/roles/"'analyst' -r "$realm" | sed '1s/^/[/; $s/$/]/' | kc create "clients/$(client 'notebook')/scope-mappings/clients/$owner" -r "$realm" -f -
kc get "clients/$owner/roles/"'analyst' -r "$realm" | sed '1s/^/[/; $s/$/]/' | kc create "clients/$(client 'nightly-training')/scope-mappings/clients/$owner" -r "$realm" -f -

# notebook gets the scope with every login.
kc update "clients/$(client 'notebook')/default-client-scopes/$scope" -r "$realm" -n -b '{}'

# nightly-training gets the scope with every login.
kc update "clients/$(client 'nightly-training')/default-client-scopes/$scope" -r "$realm" -n -b '{}'

# Written by tokenbridge provision keycloak --scope tokenbridge --format terraform.
terraform {
  required_providers {
    keycloak = {
      source = "keycloak/keycloak"
    }
  }
}

variable "realm_id" {
  type        = string
  description = "The realm, by its name."
}

# The audience of every token that TokenBridge accepts.
resource "keycloak_openid_client" "tokenbridge" {
  realm_id           = var.realm_id
  client_id          = "tokenbridge"
  access_type        = "BEARER-ONLY"
  full_scope_allowed = false
}

# Where people log in.
resource "keycloak_openid_client" "notebook" {
  realm_id                                  = var.realm_id
  client_id                                 = "notebook"
  access_type                               = "PUBLIC"
  standard_flow_enabled                     = true
  direct_access_grants_enabled              = false
  oauth2_device_authorization_grant_enabled = true
  pkce_code_challenge_method                = "S256"
  valid_redirect_uris                       = ["http://127.0.0.1/*"]
  full_scope_allowed                        = false
  extra_config = {
    "acr.loa.map" = "{\"gold\":2}"
  }
}

resource "keycloak_openid_client_default_scopes" "notebook" {
  realm_id       = var.realm_id
  client_id      = keycloak_openid_client.notebook.id
  default_scopes = ["basic", "acr", keycloak_openid_client_scope.tokenbridge.name]
}

# nightly-training
resource "keycloak_openid_client" "nightly_training" {
  realm_id                 = var.realm_id
  client_id                = "nightly-training"
  access_type              = "CONFIDENTIAL"
  service_accounts_enabled = true
  full_scope_allowed       = false
}

resource "keycloak_openid_client_default_scopes" "nightly_training" {
  realm_id       = var.realm_id
  client_id      = keycloak_openid_client.nightly_training.id
  default_scopes = ["basic", "acr", keycloak_openid_client_scope.tokenbridge.name]
}

# department-analysts
resource "keycloak_openid_client" "warehouse" {
  realm_id           = var.realm_id
  client_id          = "warehouse"
  access_type        = "BEARER-ONLY"
  full_scope_allowed = false
}

# department-analysts
resource "keycloak_role" "warehouse_analyst" {
  realm_id  = var.realm_id
  client_id = keycloak_openid_client.warehouse.id
  name      = "analyst"
}

resource "keycloak_generic_role_mapper" "notebook_warehouse_analyst" {
  realm_id  = var.realm_id
  client_id = keycloak_openid_client.notebook.id
  role_id   = keycloak_role.warehouse_analyst.id
}

resource "keycloak_generic_role_mapper" "nightly_training_warehouse_analyst" {
  realm_id  = var.realm_id
  client_id = keycloak_openid_client.nightly_training.id
  role_id   = keycloak_role.warehouse_analyst.id
}

# The user profile is one resource: add the attributes that your realm has besides, and the checks that you want.
resource "keycloak_realm_user_profile" "profile" {
  realm_id = var.realm_id

  attribute {
    name         = "username"
    multi_valued = false
    permissions {
      view = ["admin", "user"]
      edit = ["admin"]
    }
  }

  attribute {
    name         = "email"
    multi_valued = false
    required_for_roles = ["user"]
    permissions {
      view = ["admin", "user"]
      edit = ["admin", "user"]
    }
  }

  attribute {
    name         = "firstName"
    multi_valued = false
    required_for_roles = ["user"]
    permissions {
      view = ["admin", "user"]
      edit = ["admin", "user"]
    }
  }

  attribute {
    name         = "lastName"
    multi_valued = false
    required_for_roles = ["user"]
    permissions {
      view = ["admin", "user"]
      edit = ["admin", "user"]
    }
  }

  # team-scientists, department-analysts, production-leads, platform-admins, nightly-training, break-glass
  attribute {
    name         = "cost_center"
    multi_valued = false
    permissions {
      view = ["admin", "user"]
      edit = ["admin"]
    }
  }

  # team-scientists, department-analysts, production-leads, platform-admins, break-glass
  attribute {
    name         = "department"
    multi_valued = false
    permissions {
      view = ["admin", "user"]
      edit = ["admin"]
    }
  }

  # people-on-leave
  attribute {
    name         = "employment"
    multi_valued = false
    permissions {
      view = ["admin", "user"]
      edit = ["admin"]
    }
  }

  # team-scientists
  attribute {
    name         = "projects"
    multi_valued = true
    permissions {
      view = ["admin", "user"]
      edit = ["admin"]
    }
  }
}

resource "keycloak_openid_client_scope" "tokenbridge" {
  realm_id               = var.realm_id
  name                   = "tokenbridge"
  description            = "What TokenBridge's rules read of an access token. Written by tokenbridge provision keycloak."
  include_in_token_scope = false
}

# every token
resource "keycloak_generic_protocol_mapper" "tokenbridge_audience_tokenbridge" {
  realm_id        = var.realm_id
  client_scope_id = keycloak_openid_client_scope.tokenbridge.id
  name            = "audience tokenbridge"
  protocol        = "openid-connect"
  protocol_mapper = "oidc-audience-mapper"
  config = {
    "included.client.audience" = "tokenbridge"
    "access.token.claim" = "true"
    "introspection.token.claim" = "true"
    "id.token.claim" = "false"
    "userinfo.token.claim" = "false"
    "wanted.by" = "every token"
  }
}

# every token
resource "keycloak_generic_protocol_mapper" "tokenbridge_sub" {
  realm_id        = var.realm_id
  client_scope_id = keycloak_openid_client_scope.tokenbridge.id
  name            = "sub"
  protocol        = "openid-connect"
  protocol_mapper = "oidc-sub-mapper"
  config = {
    "access.token.claim" = "true"
    "introspection.token.claim" = "true"
    "id.token.claim" = "false"
    "userinfo.token.claim" = "false"
    "wanted.by" = "every token"
  }
}

# production-leads, break-glass
resource "keycloak_generic_protocol_mapper" "tokenbridge_acr" {
  realm_id        = var.realm_id
  client_scope_id = keycloak_openid_client_scope.tokenbridge.id
  name            = "acr"
  protocol        = "openid-connect"
  protocol_mapper = "oidc-acr-mapper"
  config = {
    "access.token.claim" = "true"
    "introspection.token.claim" = "true"
    "id.token.claim" = "false"
    "userinfo.token.claim" = "false"
    "wanted.by" = "production-leads, break-glass"
  }
}

# production-leads, break-glass
resource "keycloak_generic_protocol_mapper" "tokenbridge_auth_time" {
  realm_id        = var.realm_id
  client_scope_id = keycloak_openid_client_scope.tokenbridge.id
  name            = "auth_time"
  protocol        = "openid-connect"
  protocol_mapper = "oidc-usersessionmodel-note-mapper"
  config = {
    "user.session.note" = "AUTH_TIME"
    "claim.name" = "auth_time"
    "jsonType.label" = "long"
    "access.token.claim" = "true"
    "introspection.token.claim" = "true"
    "id.token.claim" = "false"
    "userinfo.token.claim" = "false"
    "wanted.by" = "production-leads, break-glass"
  }
}

# break-glass, contractors-stay-out-of-production, production-leads, team-scientists, platform-admins
resource "keycloak_generic_protocol_mapper" "tokenbridge_groups" {
  realm_id        = var.realm_id
  client_scope_id = keycloak_openid_client_scope.tokenbridge.id
  name            = "groups"
  protocol        = "openid-connect"
  protocol_mapper = "oidc-group-membership-mapper"
  config = {
    "claim.name" = "groups"
    "full.path" = "true"
    "access.token.claim" = "true"
    "introspection.token.claim" = "true"
    "id.token.claim" = "false"
    "userinfo.token.claim" = "false"
    "wanted.by" = "break-glass, contractors-stay-out-of-production, production-leads, team-scientists, platform-admins"
  }
}

# department-analysts
resource "keycloak_generic_protocol_mapper" "tokenbridge_client_roles_warehouse" {
  realm_id        = var.realm_id
  client_scope_id = keycloak_openid_client_scope.tokenbridge.id
  name            = "client roles warehouse"
  protocol        = "openid-connect"
  protocol_mapper = "oidc-usermodel-client-role-mapper"
  config = {
    "usermodel.clientRoleMapping.clientId" = "warehouse"
    "claim.name" = "resource_access.$${client_id}.roles"
    "jsonType.label" = "String"
    "multivalued" = "true"
    "access.token.claim" = "true"
    "introspection.token.claim" = "true"
    "id.token.claim" = "false"
    "userinfo.token.claim" = "false"
    "wanted.by" = "department-analysts"
  }
}

# nightly-training
resource "keycloak_generic_protocol_mapper" "tokenbridge_claim_client_id" {
  realm_id        = var.realm_id
  client_scope_id = keycloak_openid_client_scope.tokenbridge.id
  name            = "claim client_id"
  protocol        = "openid-connect"
  protocol_mapper = "oidc-usersessionmodel-note-mapper"
  config = {
    "user.session.note" = "client_id"
    "claim.name" = "client_id"
    "jsonType.label" = "String"
    "access.token.claim" = "true"
    "introspection.token.claim" = "true"
    "id.token.claim" = "false"
    "userinfo.token.claim" = "false"
    "wanted.by" = "nightly-training"
  }
}

# team-scientists, department-analysts, production-leads, platform-admins, nightly-training, break-glass
resource "keycloak_generic_protocol_mapper" "tokenbridge_claim_cost_center" {
  realm_id        = var.realm_id
  client_scope_id = keycloak_openid_client_scope.tokenbridge.id
  name            = "claim cost_center"
  protocol        = "openid-connect"
  protocol_mapper = "oidc-usermodel-attribute-mapper"
  config = {
    "user.attribute" = "cost_center"
    "claim.name" = "cost_center"
    "jsonType.label" = "String"
    "multivalued" = "false"
    "access.token.claim" = "true"
    "introspection.token.claim" = "true"
    "id.token.claim" = "false"
    "userinfo.token.claim" = "false"
    "wanted.by" = "team-scientists, department-analysts, production-leads, platform-admins, nightly-training, break-glass"
  }
}

# team-scientists, department-analysts, production-leads, platform-admins, break-glass
resource "keycloak_generic_protocol_mapper" "tokenbridge_claim_department" {
  realm_id        = var.realm_id
  client_scope_id = keycloak_openid_client_scope.tokenbridge.id
  name            = "claim department"
  protocol        = "openid-connect"
  protocol_mapper = "oidc-usermodel-attribute-mapper"
  config = {
    "user.attribute" = "department"
    "claim.name" = "department"
    "jsonType.label" = "String"
    "multivalued" = "false"
    "access.token.claim" = "true"
    "introspection.token.claim" = "true"
    "id.token.claim" = "false"
    "userinfo.token.claim" = "false"
    "wanted.by" = "team-scientists, department-analysts, production-leads, platform-admins, break-glass"
  }
}

# people-on-leave
resource "keycloak_generic_protocol_mapper" "tokenbridge_claim_employment" {
  realm_id        = var.realm_id
  client_scope_id = keycloak_openid_client_scope.tokenbridge.id
  name            = "claim employment"
  protocol        = "openid-connect"
  protocol_mapper = "oidc-usermodel-attribute-mapper"
  config = {
    "user.attribute" = "employment"
    "claim.name" = "employment"
    "jsonType.label" = "String"
    "multivalued" = "false"
    "access.token.claim" = "true"
    "introspection.token.claim" = "true"
    "id.token.claim" = "false"
    "userinfo.token.claim" = "false"
    "wanted.by" = "people-on-leave"
  }
}

# team-scientists, department-analysts, production-leads, platform-admins, break-glass
resource "keycloak_generic_protocol_mapper" "tokenbridge_claim_preferred_username" {
  realm_id        = var.realm_id
  client_scope_id = keycloak_openid_client_scope.tokenbridge.id
  name            = "claim preferred_username"
  protocol        = "openid-connect"
  protocol_mapper = "oidc-usermodel-property-mapper"
  config = {
    "user.attribute" = "username"
    "claim.name" = "preferred_username"
    "jsonType.label" = "String"
    "access.token.claim" = "true"
    "introspection.token.claim" = "true"
    "id.token.claim" = "false"
    "userinfo.token.claim" = "false"
    "wanted.by" = "team-scientists, department-analysts, production-leads, platform-admins, break-glass"
  }
}

# team-scientists
resource "keycloak_generic_protocol_mapper" "tokenbridge_claim_projects" {
  realm_id        = var.realm_id
  client_scope_id = keycloak_openid_client_scope.tokenbridge.id
  name            = "claim projects"
  protocol        = "openid-connect"
  protocol_mapper = "oidc-usermodel-attribute-mapper"
  config = {
    "user.attribute" = "projects"
    "claim.name" = "projects"
    "jsonType.label" = "String"
    "multivalued" = "true"
    "access.token.claim" = "true"
    "introspection.token.claim" = "true"
    "id.token.claim" = "false"
    "userinfo.token.claim" = "false"
    "wanted.by" = "team-scientists"
  }
}

using TokenBridge.Host.Tokens;
using TokenBridge.Host.Tokens.Reading;
using TokenBridge.Rules.Model;
using TokenBridge.Testing;

namespace TokenBridge.Host.Tests.Tokens;

public sealed class ValidatedTokenCacheTests : TokenRoomTest
{
    [Fact]
    public async Task The_same_text_gets_the_same_verdict_whoever_holds_it()
    {
        var token = Realm.Token();
        var verdict = await KeptAsync(token);

        (await Room.ValidateAsync(token)).ShouldBeSameAs(verdict);
        (await Room.ValidateAsync(new string(token.AsSpan()))).ShouldBeSameAs(verdict);
        (await Room.Validator.ValidateAsync($"x{token}y".AsMemory(1, token.Length), default)).ShouldBeSameAs(verdict);
    }

    [Fact]
    public async Task Another_token_of_the_same_caller_gets_its_own_verdict() =>
        (await Room.ValidateAsync(Realm.Token())).ShouldNotBeSameAs(await Room.ValidateAsync(Realm.Token(claims => claims["jti"] = "2")));

    [Fact]
    public async Task A_known_signature_under_other_claims_is_not_the_known_token()
    {
        var token = Realm.Token();
        await KeptAsync(token);
        var forged = Realm.Token(claims => claims["sub"] = "admin");

        await Room.RejectedAsync(forged[..(forged.LastIndexOf('.') + 1)] + token[(token.LastIndexOf('.') + 1)..], TokenRejection.InvalidSignature);
        await Room.RejectedAsync(token[..40] + (token[40] is 'A' ? 'B' : 'A') + token[41..], TokenRejection.MalformedToken, TokenRejection.InvalidSignature);
    }

    [Fact]
    public async Task A_known_token_is_refused_from_the_instant_of_its_expiry_and_skew()
    {
        var token = Realm.Token();
        var verdict = await KeptAsync(token);
        Room.Clock.Advance(TimeSpan.FromSeconds(330) - TimeSpan.FromTicks(1));
        (await Room.ValidateAsync(token)).ShouldBeSameAs(verdict);

        Room.Clock.Advance(TimeSpan.FromTicks(1));
        await Room.RejectedAsync(token, TokenRejection.Expired);
    }

    [Fact]
    public async Task A_known_token_is_refused_when_the_clock_turns_out_to_be_ahead()
    {
        var token = Realm.Token();
        await KeptAsync(token);
        Room.Clock.Set(ManualClock.Start.AddSeconds(-31));

        await Room.RejectedAsync(token, TokenRejection.NotYetValid);
    }

    [Fact]
    public async Task A_refused_token_is_looked_at_again()
    {
        var early = Realm.Token(issuedAt: ManualClock.Start.AddMinutes(2));
        await Room.RejectedAsync(early, TokenRejection.NotYetValid);
        Room.Clock.Advance(TimeSpan.FromMinutes(2));

        await Room.AcceptedAsync(early);
    }

    [Fact]
    public async Task However_many_bad_tokens_come_a_good_one_is_not_forgotten()
    {
        var token = Realm.Token();
        var verdict = await KeptAsync(token);

        // More than the cache has places, each with a tail of its own.
        for (var number = 0; number < 12_000; number++)
        {
            var forged = $"{token[..^12]}{number:D8}{token[^4..]}";
            (await Room.Validator.ValidateAsync(forged.AsMemory(), default)).ShouldBeOfType<TokenVerdict.Rejected>();
        }

        (await Room.ValidateAsync(token)).ShouldBeSameAs(verdict);
    }

    [Fact]
    public async Task A_header_is_known_only_as_it_stands()
    {
        await Room.AcceptedAsync(Realm.Token());

        await Room.AcceptedAsync(Realm.Token(claims => claims["jti"] = "2"));
        await Room.RejectedAsync(Realm.Token(header: header => header["crit"] = new System.Text.Json.Nodes.JsonArray("exp")), TokenRejection.MalformedToken);
        await Room.RejectedAsync(Realm.Token(header: header => header["alg"] = "none"), TokenRejection.AlgorithmNotAllowed);
        await Room.RejectedAsync(Realm.Token(header: header => header["typ"] = "ID"), TokenRejection.WrongType);
    }

    [Fact]
    public async Task A_refresh_that_changes_nothing_keeps_what_is_known()
    {
        var token = Realm.Token();
        var verdict = await KeptAsync(token);
        await Room.Ring.RefreshAsync();

        (await Room.ValidateAsync(token)).ShouldBeSameAs(verdict);
    }

    [Fact]
    public async Task A_known_token_costs_no_allocation_and_no_wait()
    {
        var token = Realm.Token().AsMemory();
        var (complete, allocated) = (true, long.MaxValue);

        // Again and again, because a method allocates more before the runtime has compiled it for speed, and nobody can say when that will be.
        for (var batch = 0; batch < 100 && allocated > 0; batch++)
        {
            // Spelt out: an await could continue elsewhere, and the count is of this thread.
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 1_000; i++)
            {
                complete &= IsComplete(Room.Validator.ValidateAsync(token, default));
            }

            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        allocated.ShouldBe(0);
        complete.ShouldBeTrue();

        static bool IsComplete(ValueTask<TokenVerdict> verdict) => verdict.IsCompletedSuccessfully;
    }

    [Fact]
    public async Task However_many_tokens_come_each_is_answered_rightly()
    {
        // Many times the capacity would take minutes to sign; verdicts stored directly say the same.
        var cache = new ValidatedTokenCache(Room.Clock);
        var verdict = (TokenVerdict.Accepted)await Room.ValidateAsync(Realm.Token());
        var window = new TokenWindow(ManualClock.Start, ManualClock.Start.AddMinutes(5));
        var texts = Enumerable.Range(0, 50_000).Select(i => $"{i:D40}").ToList();
        Parallel.ForEach(texts, text =>
        {
            var own = new TokenVerdict.Accepted(new CallerIdentity
            {
                IssuerId = "research",
                Issuer = Realm.Issuer,
                Subject = text,
                IssuedAt = verdict.Caller.IssuedAt,
                ExpiresAt = verdict.Caller.ExpiresAt,
                Claims = verdict.Caller.Claims,
            });
            cache.Store(text, own, window, Room.Ring, Room.Ring.Current!);
            cache.Store(text, own, window, Room.Ring, Room.Ring.Current!);
        });

        var found = texts.Select(text => (Text: text, Verdict: cache.Find(text, ManualClock.Start))).Where(found => found.Verdict is not null).ToList();

        found.Count.ShouldBeInRange(1, 10_000);
        found.ShouldAllBe(entry => entry.Verdict!.Caller.Subject == entry.Text);
    }

    [Fact]
    public async Task Expired_tokens_are_dropped()
    {
        var cache = new ValidatedTokenCache(Room.Clock);
        var verdict = (TokenVerdict.Accepted)await Room.ValidateAsync(Realm.Token());
        var text = new string('t', 40);
        var window = new TokenWindow(ManualClock.Start, ManualClock.Start.AddMinutes(5));
        cache.Store(text, verdict, window, Room.Ring, Room.Ring.Current!);
        cache.Store(text, verdict, window, Room.Ring, Room.Ring.Current!);
        cache.Find(text, ManualClock.Start).ShouldBeSameAs(verdict);
        Room.Clock.Advance(TimeSpan.FromMinutes(5));
        cache.DropExpired();

        // Asked for a time at which it would still answer, so that only its absence can be the reason.
        cache.Find(text, ManualClock.Start).ShouldBeNull();
    }

    /// <summary>The verdict that is kept: of the second time, because what comes once is not.</summary>
    private async Task<TokenVerdict> KeptAsync(string token)
    {
        var first = await Room.ValidateAsync(token);
        var second = await Room.ValidateAsync(token);

        second.ShouldNotBeSameAs(first);
        return second;
    }
}

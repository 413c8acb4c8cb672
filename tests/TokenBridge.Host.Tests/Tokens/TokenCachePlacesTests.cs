using TokenBridge.Host.Tokens;
using TokenBridge.Host.Tokens.Reading;
using TokenBridge.Testing;

namespace TokenBridge.Host.Tests.Tokens;

/// <summary>Which tokens the cache keeps where it has no room for all. Texts with the same last 32 characters share four places.</summary>
public sealed class TokenCachePlacesTests : TokenRoomTest
{
    private static readonly string Tail = new('t', 32);

    [Theory]
    [InlineData(31, false)]
    [InlineData(32, true)]
    [InlineData(4_096, true)]
    [InlineData(4_097, false)]
    public async Task A_token_of_32_to_4096_characters_is_kept(int length, bool kept)
    {
        var (cache, verdict) = (new ValidatedTokenCache(Room.Clock), await VerdictAsync());
        var text = new string('t', length);
        Keep(cache, text, verdict, For(300));

        cache.Find(text, ManualClock.Start).ShouldBe(kept ? verdict : null);
    }

    [Fact]
    public async Task A_token_that_comes_once_is_not_kept()
    {
        var (cache, verdict) = (new ValidatedTokenCache(Room.Clock), await VerdictAsync());
        cache.Store(Tail, verdict, For(300), Room.Ring, Room.Ring.Current!);

        cache.Find(Tail, ManualClock.Start).ShouldBeNull();
    }

    [Fact]
    public async Task A_token_answers_from_the_first_instant_of_its_time_until_before_its_last()
    {
        var (cache, verdict) = (new ValidatedTokenCache(Room.Clock), await VerdictAsync());
        Keep(cache, Tail, verdict, For(300));

        cache.Find(Tail, ManualClock.Start.AddTicks(-1)).ShouldBeNull();
        cache.Find(Tail, ManualClock.Start).ShouldBeSameAs(verdict);
        cache.Find(Tail, ManualClock.Start.AddSeconds(300).AddTicks(-1)).ShouldBeSameAs(verdict);
        cache.Find(Tail, ManualClock.Start.AddSeconds(300)).ShouldBeNull();
    }

    [Fact]
    public async Task Texts_with_one_tail_are_told_apart_by_the_rest()
    {
        var (cache, first, second) = (new ValidatedTokenCache(Room.Clock), await VerdictAsync(), await VerdictAsync("2"));
        Keep(cache, $"a{Tail}", first, For(300));
        Keep(cache, $"b{Tail}", second, For(300));

        cache.Find($"a{Tail}", ManualClock.Start).ShouldBeSameAs(first);
        cache.Find($"b{Tail}", ManualClock.Start).ShouldBeSameAs(second);
        cache.Find($"c{Tail}", ManualClock.Start).ShouldBeNull();
        cache.Find(Tail, ManualClock.Start).ShouldBeNull();
    }

    [Fact]
    public async Task Where_four_places_are_taken_the_token_that_ends_first_makes_room()
    {
        var (cache, verdict) = (await FilledAsync(400, 100, 300, 200), await VerdictAsync());
        Keep(cache, $"4{Tail}", verdict, For(500));

        Kept(cache, 5).ShouldBe([0, 2, 3, 4]);
    }

    [Fact]
    public async Task A_token_that_no_longer_answers_makes_room_before_any_that_does()
    {
        var (cache, verdict) = (await FilledAsync(400, 300, 100, 200), await VerdictAsync());
        Room.Clock.Advance(TimeSpan.FromSeconds(100));
        Keep(cache, $"4{Tail}", verdict, For(150));

        Kept(cache, 5, 100).ShouldBe([0, 1, 3, 4]);
    }

    [Fact]
    public async Task A_token_stored_again_takes_its_own_place()
    {
        var cache = await FilledAsync(400, 100, 300, 200);
        var again = await VerdictAsync("again");
        Keep(cache, $"0{Tail}", again, For(350));

        Kept(cache, 4).ShouldBe([0, 1, 2, 3]);
        cache.Find($"0{Tail}", ManualClock.Start).ShouldBeSameAs(again);
        cache.Find($"0{Tail}", ManualClock.Start.AddSeconds(350)).ShouldBeNull();
    }

    [Fact]
    public async Task What_still_answers_is_not_dropped_with_what_does_not()
    {
        var cache = await FilledAsync(400, 100, 300, 200);
        Room.Clock.Advance(TimeSpan.FromSeconds(200));
        cache.DropExpired();

        // Asked for the start, so that only their absence can be the reason.
        Kept(cache, 4).ShouldBe([0, 2]);
    }

    private async Task<ValidatedTokenCache> FilledAsync(params int[] seconds)
    {
        var (cache, verdict) = (new ValidatedTokenCache(Room.Clock), await VerdictAsync());
        for (var index = 0; index < seconds.Length; index++)
        {
            Keep(cache, $"{index}{Tail}", verdict, For(seconds[index]));
        }

        return cache;
    }

    private static IEnumerable<int> Kept(ValidatedTokenCache cache, int count, int at = 0) =>
        Enumerable.Range(0, count).Where(index => cache.Find($"{index}{Tail}", ManualClock.Start.AddSeconds(at)) is not null);

    /// <summary>Twice, as only what comes again is kept.</summary>
    private void Keep(ValidatedTokenCache cache, string text, TokenVerdict.Accepted verdict, TokenWindow window)
    {
        cache.Store(text, verdict, window, Room.Ring, Room.Ring.Current!);
        cache.Store(text, verdict, window, Room.Ring, Room.Ring.Current!);
    }

    private static TokenWindow For(int seconds) => new(ManualClock.Start, ManualClock.Start.AddSeconds(seconds));

    private async Task<TokenVerdict.Accepted> VerdictAsync(string tokenId = "1") =>
        (await Room.ValidateAsync(Realm.Token(claims => claims["jti"] = tokenId))).ShouldBeOfType<TokenVerdict.Accepted>();
}

using Likeness.Data.Detection;
using Likeness.Data.Kinds;

namespace Likeness.Tests.Data.Kinds;

public sealed class CheckDigitTests
{
    // Published examples of the schemes.
    [Theory]
    [InlineData("DE89370400440532013000", 0)]
    [InlineData("GB82 WEST 1234 5698 7654 32", 0)]
    [InlineData("4111 1111 1111 1111", 1)]
    [InlineData("4006381333931", 2)]
    [InlineData("73513537", 2)]
    public void KnownCodesHaveTheirCheckDigits(string code, int scheme)
    {
        var check = (CheckDigit)scheme;
        Assert.Equal(code, CheckDigits.Completed(code, check));
        Assert.NotEqual(code, CheckDigits.Cleared(code, check));
        Assert.Equal(code, CheckDigits.Completed(CheckDigits.Cleared(code, check), check));
    }

    [Fact]
    public void IbansKeepTheCodesOfBanksAndAreValid()
    {
        var random = new Random(3);
        string[] banks = ["70020270", "10011001", "37040044", "50010517"];
        string[] ibans =
        [
            .. Enumerable
                .Range(0, 600)
                .Select(i =>
                    CheckDigits.Completed($"DE00{banks[i % 4]}{random.NextInt64(10_000_000_000):D10}", CheckDigit.Mod97)
                ),
        ];
        var pattern = KeyPatterns.Find(ibans)!;
        Assert.StartsWith("DE{mod97}(10011001", $"{pattern}", StringComparison.Ordinal);
        Assert.Equal($"{pattern}", $"{KeyPatternText.Read($"{pattern}", 0)}");
        Assert.All(AreNewAndValid(ibans, $"{pattern}", CheckDigit.Mod97), key => Assert.Contains(key[4..12], banks));
        Assert.True(pattern.Matches(ibans[0]));
    }

    [Fact]
    public void CardNumbersAreValid()
    {
        var random = new Random(5);
        string[] cards =
        [
            .. Enumerable
                .Range(0, 400)
                .Select(_ => CheckDigits.Completed($"4{random.NextInt64(100_000_000_000_000):D14}0", CheckDigit.Luhn)),
        ];
        var pattern = KeyPatterns.Find(cards)!;
        Assert.Equal("4[0-9]{14}{luhn}", $"{pattern}");
        AreNewAndValid(cards, $"{pattern}", CheckDigit.Luhn);
        // Of numbers without check digits, one of ten is right by chance.
        Assert.Null(CheckDigits.Find([.. cards.Select(card => card[..^1] + "7")]));
    }

    private static string[] AreNewAndValid(string[] keys, string pattern, CheckDigit check)
    {
        var sampled = ((IdentifierKind)new IdentifierKind(keys, pattern).ToStored()).Sampled("key", 1);
        string[] fresh = [.. Enumerable.Range(0, 500).Select(i => sampled.Write(sampled.Cell(i, 0)))];
        Assert.Equal(500, fresh.Distinct().Count());
        Assert.Empty(fresh.Intersect(keys));
        Assert.All(fresh, key => Assert.Equal(key, CheckDigits.Completed(key, check)));
        return fresh;
    }
}

using Likeness.Compute.Cpu;
using Likeness.Data.Detection;
using Likeness.Data.Kinds;

namespace Likeness.Tests.Data.Detection;

/// <summary>Random letters and digits that few rows each have are keys, although some have no digit.</summary>
public sealed class RandomTokensTests
{
    private const string Characters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    [Theory]
    [InlineData("", 22, 2)]
    [InlineData("tok_", 14, 12)]
    public void RandomTokensAreKeys(string prefix, int length, int rows)
    {
        string[] tokens = Tokens(prefix, length);
        Assert.Contains(tokens, token => !token.Any(char.IsAsciiDigit));
        var (kind, _) = TextKinds.Decide(tokens, [.. tokens.Select(_ => rows)], 0, "texts", "Transaction ID");
        var keys = Assert.IsType<IdentifierKind>(kind);
        Assert.True(keys.Repeats);
        Assert.Equal($"{prefix}[0-9A-Za-z]{{{length}}}", keys.Pattern);
    }

    [Fact]
    public void TokensOfManyRowsAndShortOnesAreNone()
    {
        string[] tokens = Tokens("", 22);
        Assert.IsType<CategoryKind>(TextKinds.Decide(tokens, [.. tokens.Select(_ => 40)], 0, "texts", "x").Kind);
        Assert.False(RandomTokens.Are(Tokens("", 8)));
        Assert.False(RandomTokens.Are([.. tokens.Select(token => token.ToLowerInvariant()), "a much longer text"]));
        // A place of letters beside one of digits is that of a form.
        Assert.False(RandomTokens.Are([.. tokens.Select((token, i) => $"{(char)('A' + (i % 20))}{token}")]));
    }

    private static string[] Tokens(string prefix, int length)
    {
        var random = new PhiloxRandom(7, (ulong)length);
        return
        [
            .. Enumerable
                .Range(0, 300)
                .Select(_ =>
                    prefix
                    + string.Concat(
                        Enumerable.Range(0, length).Select(_ => Characters[random.NextInt(Characters.Length)])
                    )
                ),
        ];
    }
}

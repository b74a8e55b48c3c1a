using Likeness.Compute.Cpu;
using Likeness.Data.Kinds;

namespace Likeness.Tests.Data.Kinds;

/// <summary>Random codes of several lengths have their alphabet at each place, and their lengths.</summary>
public sealed class RandomCodesTests
{
    private const string Hexadecimal = "0123456789abcdef";
    private const string Any = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

    [Theory]
    [InlineData("R_", Any, 14, 4)]
    [InlineData("", Hexadecimal, 7, 2)]
    [InlineData("0x", Hexadecimal, 7, 2)]
    public void CodesAreSpelt(string start, string alphabet, int shortest, int lengths)
    {
        var random = new PhiloxRandom(2, 1);
        string[] codes =
        [
            .. Enumerable
                .Range(0, 900)
                .Select(i =>
                    start
                    + string.Concat(
                        Enumerable
                            .Range(0, shortest + (i % lengths))
                            .Select(_ => alphabet[random.NextInt(alphabet.Length)])
                    )
                ),
        ];
        var spelling = TextSpelling.Fit(codes)!;
        string[] spelt = [.. Enumerable.Range(0, 900).Select(i => spelling.Spell(new PhiloxRandom(3, (ulong)i)))];
        Assert.All(spelt, code => Assert.StartsWith(start, code, StringComparison.Ordinal));
        Assert.All(spelt, code => Assert.True(code.AsSpan(start.Length).IndexOfAnyExcept(alphabet) < 0));
        Assert.Equal(900, spelt.Distinct().Count());
        Assert.All(
            spelt.CountBy(code => code.Length - start.Length - shortest),
            one => Assert.InRange(one.Value * lengths / 900.0, one.Key < lengths ? 0.8 : 2, 1.2)
        );
    }

    [Fact]
    public void UserNamesAreNone()
    {
        var random = new PhiloxRandom(2, 2);
        string[] names =
        [
            .. Enumerable
                .Range(0, 400)
                .Select(i =>
                    string.Concat(Enumerable.Range(0, 6 + (i % 3)).Select(_ => (char)('a' + random.NextInt(26)))) + i
                ),
        ];
        Assert.Empty(RandomCodes.Find(names));
    }
}

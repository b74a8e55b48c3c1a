using System.Globalization;
using Likeness.Data.Detection;
using Likeness.Data.Kinds;

namespace Likeness.Tests.Data.Kinds;

public sealed class KeyLengthsTests
{
    private const int Samples = 3000;

    [Fact]
    public void ScatteredNumbersHaveTheLengthsOfTheDataAndAreNew()
    {
        // 40 % of 6 digits below 400,000, the others of 5.
        var random = new Random(3);
        string[] keys =
        [
            .. Enumerable
                .Range(0, 2000)
                .Select(i => i % 5 < 2 ? random.Next(100_000, 400_000) : random.Next(10_000, 100_000))
                .Distinct()
                .Select(number => number.ToString(CultureInfo.InvariantCulture)),
        ];
        var pattern = KeyPatterns.Find(keys)!.Narrowed(keys, 10);
        Assert.False(pattern.IsCounter);
        Assert.Equal($"{pattern}", $"{KeyPatternText.Read($"{pattern}", 0)}");
        var kind = (IdentifierKind)new IdentifierKind(keys, $"{pattern}").ToStored();
        var sampled = kind.Sampled("id", 1);
        string[] fresh = [.. Enumerable.Range(0, Samples).Select(i => sampled.Write(sampled.Cell(i, 0)))];
        Assert.Equal(Samples, fresh.Distinct().Count());
        Assert.Empty(fresh.Intersect(keys));
        Assert.InRange(fresh.Count(key => key.Length == 6) / (double)Samples, 0.38, 0.42);
        Assert.Equal(Samples, fresh.Count(key => key.Length is 5 or 6));
        Assert.All(fresh, key => Assert.True(key.Length == 5 || key[0] is >= '1' and <= '3'));
        // They do not count on from each other.
        long[] numbers = Array.ConvertAll(fresh, key => long.Parse(key, CultureInfo.InvariantCulture));
        Assert.False(KeySpacing.AreCounted(numbers));
    }

    [Fact]
    public void CardNumbersAndTelephonesAreNotCountedOn()
    {
        var random = new Random(5);
        string[] cards =
        [
            .. Enumerable.Range(0, 500).Select(_ => $"{random.NextInt64(600_000_000_000, 700_000_000_000)}"),
        ];
        Assert.Equal("6[0-9]{11}", $"{KeyPatterns.Plain(cards)}");
        string[] phones =
        [
            .. Enumerable
                .Range(0, 600)
                .Select(i => $"+49 17{i % 3} {random.Next(1_000_000, i % 2 == 0 ? 10_000_000 : 100_000_000)}"),
        ];
        var pattern = KeyPatterns.Find(phones)!;
        Assert.False(pattern.IsCounter);
        Assert.Contains("=", $"{pattern}", StringComparison.Ordinal);
    }

    [Fact]
    public void NumbersWithFewHolesAreCountedOn()
    {
        string[] keys = [.. Enumerable.Range(0, 900).Where(i => i % 4 != 1).Select(i => $"C{10_000 + (i * 7 % 900)}")];
        Assert.True(KeyPatterns.Plain(keys)!.IsCounter);
        string[] rising = [.. Enumerable.Range(0, 300).Select(i => $"T{20_000 + (i * 61)}")];
        Assert.True(KeyPatterns.Plain(rising)!.IsCounter);
    }

    [Theory]
    [InlineData("[1-9][0-9]{3=50,4=49}")]
    [InlineData("[1-9][0-9]{4=50,3=50}")]
    [InlineData("[1-9][0-9]{3=x,4=50}")]
    public void ADamagedListOfLengthsIsRefused(string pattern) =>
        Assert.Throws<FormatException>(() => KeyPatternText.Read(pattern, 0));
}

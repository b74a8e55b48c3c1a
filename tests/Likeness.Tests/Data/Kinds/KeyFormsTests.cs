using Likeness.Data.Detection;
using Likeness.Data.Kinds;

namespace Likeness.Tests.Data.Kinds;

public sealed class KeyFormsTests
{
    private const int Samples = 5000;
    private const string Letters = "ABCDEFGHJKLMNPRSTUWXYZ";

    [Fact]
    public void PlatesOfTwoFormatsAreSampledAsOften()
    {
        var random = new Random(3);
        string[] plates = Keys(i =>
            i % 10 < 6
                ? $"{Text(random, 2)}{random.Next(10, 100)} {Text(random, 3)}"
                : $"{random.Next(100, 1000)}-{Text(random, 2)}"
        );
        string[] fresh = Sampled(plates);
        Assert.Equal(Samples, fresh.Distinct().Count());
        Assert.Empty(fresh.Intersect(plates));
        Assert.InRange(fresh.Count(plate => CodeShapes.Of(plate) == "AA00 AAA") / (double)Samples, 0.55, 0.65);
        Assert.Equal(2, fresh.Select(CodeShapes.Of).Distinct().Count());
    }

    [Fact]
    public void FormsOfOneLengthAreSampledAsOften()
    {
        var random = new Random(5);
        string[] codes = Keys(i =>
            i % 10 < 9
                ? $"{Text(random, 3)}{random.Next(1000, 10_000)}"
                : $"{Text(random, 1)}{random.Next(100_000, 1_000_000)}"
        );
        string[] fresh = Sampled(codes);
        Assert.InRange(fresh.Count(code => CodeShapes.Of(code) == "AAA0000") / (double)Samples, 0.88, 0.92);
        Assert.Equal(2, fresh.Select(CodeShapes.Of).Distinct().Count());
    }

    [Fact]
    public void PostcodesKeepTheirAreasAndTheFormsOfTheRest()
    {
        var random = new Random(7);
        string[] areas = ["B", "BS", "E", "LS", "M", "SE", "S", "SW"];
        string[] codes = Keys(
            i =>
                $"{areas[random.Next(areas.Length)]}{(i % 10 < 4 ? random.Next(1, 10) : random.Next(10, 100))} {random.Next(10)}{Text(random, 2)}",
            600
        );
        var pattern = KeyPatterns.WithRoom(codes)!;
        Assert.Equal(areas.Order(), pattern.Parts!.Levels[0].Order());
        Assert.NotNull(pattern.Frequencies);
        Assert.Equal($"{pattern}", $"{KeyPatternText.Read($"{pattern}", 0)}");
        Assert.All(codes, code => Assert.True(pattern.Matches(code)));
        var kind = (IdentifierKind)new IdentifierKind(codes, $"{pattern}") { Repeats = true }.ToStored();
        var sampled = kind.Sampled("postcode", 1);
        string area = codes[0][..codes[0].AsSpan().IndexOfAnyInRange('0', '9')];
        long combination = kind.Parts!.Combination(kind.Parts.LevelsOf(codes[0]));
        string[] fresh = [.. Enumerable.Range(0, Samples).Select(i => sampled.Write(sampled.Cell(i, combination)))];
        Assert.All(fresh, code => Assert.StartsWith(area, code, StringComparison.Ordinal));
        Assert.InRange(fresh.Count(code => code.Length == area.Length + 5) / (double)Samples, 0.35, 0.45);
        Assert.Equal(2, fresh.Select(code => code.Length).Distinct().Count());
    }

    [Fact]
    public void RandomLettersAndDigitsAreOneForm()
    {
        var random = new Random(9);
        const string All = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
        string[] codes = Keys(_ => string.Concat(Enumerable.Range(0, 5).Select(_ => All[random.Next(All.Length)])));
        Assert.Equal("[0-9A-Z]{5}", $"{KeyPatterns.Plain(codes)}");
    }

    [Fact]
    public void WordsAndNumbersAreNoForms()
    {
        var random = new Random(11);
        Assert.Null(KeyForms.Find(Keys(_ => $"{random.Next(1, 900)}.{random.Next(10, 99)}")));
        Assert.Null(KeyForms.Find(Keys(i => $"{Text(random, 4 + (i % 2)).ToLowerInvariant()}{random.Next(10, 99)}")));
    }

    [Theory]
    [InlineData("[A-Z][0-9]{60%}|[0-9]{3}{39%}")]
    [InlineData("[A-Z][0-9]{50%}|[0-9]{3}{50%}|[0-9]{5}{0%}")]
    [InlineData("(a|b)[0-9]{60%}|(a|c)[0-9]{3}{40%}")]
    public void ADamagedListOfFormsIsRefused(string pattern) =>
        Assert.Throws<FormatException>(() => KeyPatternText.Read(pattern, 0));

    // Fresh keys of a run that was written and read.
    private static string[] Sampled(string[] keys)
    {
        var pattern = KeyPatterns.Find(keys)!.Narrowed(keys, 2);
        Assert.Equal($"{pattern}", $"{KeyPatternText.Read($"{pattern}", 0)}");
        var sampled = ((IdentifierKind)new IdentifierKind(keys, $"{pattern}").ToStored()).Sampled("key", 1);
        return [.. Enumerable.Range(0, Samples).Select(i => sampled.Write(sampled.Cell(i, 0)))];
    }

    private static string[] Keys(Func<int, string> key, int count = 3000) =>
        [.. Enumerable.Range(0, count).Select(key).Distinct()];

    private static string Text(Random random, int length) =>
        string.Concat(Enumerable.Range(0, length).Select(_ => Letters[random.Next(Letters.Length)]));
}

using Likeness.Data.Detection;
using Likeness.Data.Kinds;

namespace Likeness.Tests.Data.Kinds;

/// <summary>Fresh keys have only characters that the data have at their place, where others are surely absent.</summary>
public sealed class SeenCharactersTests
{
    private readonly Random random = new(4);

    [Fact]
    public void BinsKeepAislesAndLevels()
    {
        string[] texts = [.. Different(700, () => $"{Letter('A', 'H')}-{Number(24) + 1:00}-{Number(5) + 1}")];
        var bins = Kind(texts, 3);
        Assert.True(bins.Repeats);
        Assert.StartsWith("[A-H]-(01|", bins.Pattern, StringComparison.Ordinal);
        Assert.EndsWith(")-[1-5]", bins.Pattern, StringComparison.Ordinal);
        var sampled = bins.Sampled("bin", 1);
        Assert.All(Enumerable.Range(0, 500).Select(i => sampled.Write(sampled.Cell(i, 3))), Check);

        static void Check(string bin) => Assert.Matches("^[A-H]-[0-2][0-9]-[1-5]$", bin);
    }

    [Fact]
    public void PartsOfClocksStayBelow60()
    {
        string[] texts =
        [
            .. Different(
                400,
                () => $"{Letter('A', 'Z')}{Letter('A', 'Z')}{Letter('A', 'Z')}-{Number(60):00}-{Number(60):00}"
            ),
        ];
        var kind = Kind(texts, 1);
        Assert.Equal("[A-Z]{3}-[0-5][0-9]-[0-5][0-9]", kind.Pattern);
        var sampled = kind.Sampled("key", 1);
        string[] fresh = [.. Enumerable.Range(0, 5000).Select(i => sampled.Write(i))];
        Assert.Equal(5000, fresh.Distinct().Count());
        Assert.Empty(fresh.Intersect(texts));
    }

    [Fact]
    public void OfFewKeysOthersAreAbsentByChance() =>
        Assert.Equal(
            "[A-Z]{3}-[0-9]{2}",
            Kind(
                [
                    .. Different(
                        90,
                        () => $"{Letter('A', 'H')}{Letter('A', 'H')}{Letter('A', 'H')}-{Number(10):0}{Number(10):0}"
                    ),
                ],
                1
            ).Pattern
        );

    [Fact]
    public void FreshKeysNeedRoom()
    {
        // Of 20,480 keys, 3,000 are too many to leave none but these.
        string[] texts =
        [
            .. Different(3000, () => $"{Letter('A', 'H')}{Letter('A', 'H')}{Letter('A', 'H')}x{Number(40)}"),
        ];
        Assert.DoesNotContain(
            "[A-H]",
            Kind([.. texts.Where(text => text.Length == 6)], 1).Pattern,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("[A-H]-[1-5]", "A-1")]
    [InlineData("[ACEG]x[0-35]", "Ax0")]
    [InlineData("[0-9]{2}[12]", "001")]
    public void ClassesAreReadAgain(string text, string first)
    {
        var pattern = KeyPatternText.Read(text, 0);
        Assert.Equal(text, pattern.ToString());
        Assert.Equal(first, pattern.Key(0));
    }

    [Theory]
    [InlineData("[A]")]
    [InlineData("[H-A]")]
    [InlineData("[A-")]
    [InlineData("[^a-z]")]
    [InlineData("[]")]
    public void OtherClassesAreRefused(string text) =>
        Assert.Throws<FormatException>(() => KeyPatternText.Read(text, 0));

    private static IdentifierKind Kind(string[] texts, int rows) =>
        Assert.IsType<IdentifierKind>(TextKinds.Decide(texts, [.. texts.Select(_ => rows)], 0, "texts", "x").Kind);

    private static HashSet<string> Different(int count, Func<string> key)
    {
        var keys = new HashSet<string>();
        while (keys.Count < count)
        {
            keys.Add(key());
        }

        return keys;
    }

    private char Letter(char first, char last) => (char)random.Next(first, last + 1);

    private int Number(int below) => random.Next(below);
}

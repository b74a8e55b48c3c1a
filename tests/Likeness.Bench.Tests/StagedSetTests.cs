using Likeness.Bench.Verdicts;
using Likeness.Testing;

namespace Likeness.Bench.Tests;

/// <summary>Each staged set gets the correct verdict, at sizes that take a second each.</summary>
public sealed class StagedSetTests
{
    private static readonly IReadOnlyList<StagedSet> Sets = StagedSet.All(rows: 800, images: 900);

    public static TheoryData<string> Names() => [.. Sets.Select(set => set.Name)];

    [SkippableTheory]
    [Trait("Category", "Long")]
    [MemberData(nameof(Names))]
    public void TheVerdictIsAsItShouldBe(string name)
    {
        LongTest.Require();
        var set = Sets.Single(one => one.Name == name);
        var verdict = set.Evaluate(1, 2);
        Assert.True(
            set.IsRight(verdict),
            $"{verdict.Level} {verdict.Novelty}: {verdict.Reason} {verdict.NoveltyReason}"
        );
    }
}

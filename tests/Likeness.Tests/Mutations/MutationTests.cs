using System.Text;
using Likeness.Testing;
using Likeness.Tests.House;
using Xunit.Abstractions;

namespace Likeness.Tests.Mutations;

/// <summary>
/// The mutation suite: each deliberate error must be caught by its property, which holds for the real code. docs/testing.md has the table;
/// LIKENESS_UPDATE_SNAPSHOTS=1 renews it.
/// </summary>
[Trait("Category", "Mutation")]
public sealed class MutationTests(ITestOutputHelper output)
{
    private const string Page = "docs/testing.md";
    private const string Begin = "<!-- mutations: begin -->\n";
    private const string End = "<!-- mutations: end -->";

    private static readonly Mutation[] Mutations =
    [
        .. DensityMutations.All,
        .. LatentMutations.All,
        .. MetricMutations.All,
        .. ModalityMetricMutations.All,
        .. FileMutations.All,
    ];

    [SkippableFact]
    public void EveryMutationIsCaughtByItsProperty()
    {
        LongTest.Require();
        var table = new StringBuilder("| of | error | caught by |\n| --- | --- | --- |\n");
        var missed = new List<string>();
        foreach (var mutation in Mutations)
        {
            var broken = mutation.Original().Where(found => found.Value is not null).ToList();
            var caught = mutation.Mutated().Where(found => found.Value is not null).ToList();
            missed.AddRange(broken.Select(found => $"{mutation.Of} fails {found.Key} unchanged: {found.Value}"));
            if (caught.All(found => found.Key != mutation.Property))
            {
                missed.Add($"{mutation.Property} does not catch: {mutation.Of}, {mutation.Error}");
            }

            string others = string.Concat(
                caught.Where(found => found.Key != mutation.Property).Select(found => $", `{found.Key}`")
            );
            table.Append($"| {mutation.Of} | {mutation.Error} | **`{mutation.Property}`**{others} |\n");
            output.WriteLine($"{mutation.Of}: {mutation.Error}");
            caught.ForEach(found => output.WriteLine($"  {found.Key}: {found.Value}"));
        }

        Assert.True(missed.Count == 0, string.Join("\n", missed));
        CompareWithPage(table.ToString());
    }

    private static void CompareWithPage(string table)
    {
        string page = Repository.Read(Page);
        int begin = page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        int end = page.IndexOf(End, StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("LIKENESS_UPDATE_SNAPSHOTS") == "1")
        {
            File.WriteAllText(Path.Combine(Repository.Root, Page), page[..begin] + table + page[end..]);
            return;
        }

        // Which others catch it may depend on rounding.
        Assert.True(
            Required(table) == Required(page[begin..end]),
            $"{Page} has another table (LIKENESS_UPDATE_SNAPSHOTS=1 renews it):\n{table}"
        );
    }

    private static string Required(string table) =>
        string.Join('\n', table.Split('\n').Select(line => line.Split("**, ")[0].TrimEnd(' ', '|', '*')));
}

using Likeness.Modalities.Tables.Datasets;

namespace Likeness.Tests.Modalities.Tables.Datasets;

public sealed class DatasetRegistryTests
{
    public static TheoryData<string> Names => [.. DatasetRegistry.All.Select(entry => entry.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_dataset_says_what_it_is_and_gives_finite_rows_by_seed(string name)
    {
        var entry = DatasetRegistry.Find(name);
        var table = entry.Load(seed: 3);
        Assert.NotEmpty(entry.Summary);
        Assert.True(table.RowCount > 1);
        Assert.All(
            table.ToRowMajor(),
            value => Assert.True(double.IsFinite(value) || (entry.IsMixed && double.IsNaN(value)))
        );
        Assert.Equal(table.ToRowMajor(), entry.Load(seed: 3).ToRowMajor());
    }

    [Fact]
    public void An_unknown_name_gets_the_nearest_or_the_list()
    {
        Assert.Contains("pi", DatasetRegistry.All.Select(entry => entry.Name));
        Assert.Equal("'Pi' is not a dataset of Likeness (did you mean pi?)", Refusal("Pi"));
        Assert.StartsWith(
            "'galaxies' is not a dataset of Likeness (choose from ",
            Refusal("galaxies"),
            StringComparison.Ordinal
        );
    }

    private static string Refusal(string name) =>
        Assert.Throws<LikenessException>(() => DatasetRegistry.Find(name)).Message;
}

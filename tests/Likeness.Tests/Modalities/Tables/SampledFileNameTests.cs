using Likeness.Modalities;
using Likeness.Runs;

namespace Likeness.Tests.Modalities.Tables;

/// <summary>The suggested name of samples follows the file of the data, in a format that can be written.</summary>
public sealed class SampledFileNameTests
{
    [Theory]
    [InlineData("people.parquet", "people-samples.parquet")]
    [InlineData("/data/adult-train.csv.gz", "adult-train-samples.csv")]
    [InlineData("events.jsonl", "events-samples.jsonl")]
    [InlineData("rows.tsv", "rows-samples.tsv")]
    [InlineData("Größe $(x) 1.data", "Größe___x__1-samples.csv")]
    [InlineData("postgres://host/db?table=orders", "orders-samples.csv")]
    public void TheNameFollowsTheData(string file, string expected) =>
        Assert.Equal($"-n 1000 --out {expected}", ArgumentsFor(DataSource.FromFiles(file)));

    [Fact]
    public void DatasetsHaveTheirName() =>
        Assert.Equal("-n 1000 --out pi-samples.csv", ArgumentsFor(DataSource.Embedded("pi")));

    private static string ArgumentsFor(DataSource source) => ModalityRegistry.Default.SampleArgumentsFor(source);
}

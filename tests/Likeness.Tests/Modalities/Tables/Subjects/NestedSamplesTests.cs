using Likeness.Data;
using Likeness.Modalities.Tables;
using Likeness.Runs;

namespace Likeness.Tests.Modalities.Tables.Subjects;

/// <summary>Samples of patients with accessions: both keys have as many rows as in the data, and an accession has one patient, time and status.</summary>
public sealed class NestedSamplesTests
{
    [Theory]
    [InlineData("trees", true)]
    [InlineData("trees", false)]
    [InlineData("boosted-trees", true)]
    public void BothKeysAreAsInTheData(string name, bool areTogether)
    {
        var data = LabRows.Create(300, areTogether);
        using var model = Train(data, name);
        Assert.Equal("accession", model.Encoding.Context!.Nested!.Key);
        var samples = model.Sample(data.RowCount, 1);
        Assert.All(model.Encoding.Rules, rule => Assert.DoesNotContain(false, rule.Holds(samples)));
        Whole(data, samples);
        string[] patients = VisitRows.Texts(samples, "patient_id");
        string[] accessions = VisitRows.Texts(samples, "accession");
        InRange(RowsOf(patients), RowsOf(VisitRows.Texts(data, "patient_id")), 0.1);
        InRange(RowsOf(accessions), RowsOf(VisitRows.Texts(data, "accession")), 0.1);

        // An accession is no test twice, and its total is their sum.
        Assert.Equal(accessions.Length, accessions.Zip(VisitRows.Texts(samples, "test")).Distinct().Count());
        double[] values = samples.ColumnValues(6);
        double[] totals = samples.ColumnValues(7);
        int others = accessions
            .Index()
            .GroupBy(one => one.Item, one => one.Index)
            .Count(group => Math.Abs(totals[group.First()] - group.Sum(row => values[row])) > 1e-6);
        // The last patient lacks the last rows.
        Assert.InRange(others, 0, 1);

        // They follow each other, and are other ones: hardly two of a patient have one time.
        double[] times = samples.ColumnValues(3);
        int[] heads = [.. accessions.Index().DistinctBy(one => one.Item).Select(one => one.Index)];
        var steps = heads
            .GroupBy(row => patients[row])
            .SelectMany(group => group.Zip(group.Skip(1)))
            .Select(pair => times[pair.Second] - times[pair.First])
            .ToList();
        Assert.True(steps.Count > 100);
        Assert.All(steps, step => Assert.True(step >= 0));
        Assert.InRange(steps.Count(step => step == 0) / (double)steps.Count, 0, 0.05);
        string[] statuses = [.. VisitRows.Texts(samples, "status")];
        Assert.InRange(heads.Average(row => statuses[row] == "final" ? 1.0 : 0), 0.6, 0.8);

        // Rows stand as in the data, and keys are counted on in this order.
        Assert.Equal(heads.Length - 1, accessions.Zip(accessions.Skip(1)).Count(pair => pair.First != pair.Second));
        Assert.Equal(accessions.Order(StringComparer.Ordinal), accessions);
        Assert.Equal(!areTogether, times.SequenceEqual(times.Order()));
    }

    /// <summary>Conditional samples are put together from single rows.</summary>
    [Fact]
    public void ConditionalSamplesHaveBothKeys()
    {
        var data = LabRows.Create(300);
        using var model = Train(data, "trees");
        var samples = model.SampleConditional(1500, model.ParseConditions("sex=F")).Rows;
        Assert.All(VisitRows.Texts(samples, "sex"), sex => Assert.Equal("F", sex));
        Whole(data, samples);
        string[] patients = VisitRows.Texts(samples, "patient_id");
        InRange(RowsOf(patients), RowsOf(VisitRows.Texts(data, "patient_id")), 0.3);
        Assert.InRange(
            VisitRows.Texts(samples, "accession").Distinct().Count() / (double)patients.Distinct().Count(),
            1.8,
            4
        );
        Assert.All(model.Score(data).LogDensity, density => Assert.True(double.IsFinite(density)));
        Assert.Throws<LikenessException>(() => model.ParseConditions("first row of one accession=True"));
    }

    // Each accession has one patient, time and status, and no key is one of the data.
    private static void Whole(Table data, Table samples)
    {
        string[] accessions = VisitRows.Texts(samples, "accession");
        foreach (string name in (string[])["patient_id", "sex", "collected", "status", "total"])
        {
            Assert.Equal(
                accessions.Distinct().Count(),
                accessions.Zip(VisitRows.Texts(samples, name)).Distinct().Count()
            );
        }

        Assert.Empty(accessions.Intersect(VisitRows.Texts(data, "accession")));
        Assert.Empty(VisitRows.Texts(samples, "patient_id").Intersect(VisitRows.Texts(data, "patient_id")));
        Assert.All(accessions, key => Assert.Matches("^A24-[0-9]{6}$", key));
    }

    private static double RowsOf(string[] keys) => keys.Length / (double)keys.Distinct().Count();

    private static void InRange(double value, double expected, double part) =>
        Assert.InRange(value, (1 - part) * expected, (1 + part) * expected);

    private static TableModel Train(Table rows, string model) =>
        TrainedModel.Train(new RunSettings { Model = model, Data = DataSource.FromTable(rows) }).As<TableModel>();
}

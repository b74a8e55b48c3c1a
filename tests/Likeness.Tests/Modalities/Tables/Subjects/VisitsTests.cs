using Likeness.Data;
using Likeness.Data.Detection;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Rules.Declared;
using Likeness.Modalities.Tables.Rules.Keys;
using Likeness.Models.Trees;
using Likeness.Runs;

namespace Likeness.Tests.Modalities.Tables.Subjects;

/// <summary>Visits of patients, which have no key of their own: a patient and a number name them.</summary>
public sealed class VisitsTests
{
    [Fact]
    public void VisitsAreFoundAndSurviveJson()
    {
        var rows = Read(MeasurementRows.Create(200));
        var rules = SubjectSearch.All(rows);
        Assert.Equal(["subject_id", "visit"], rules.Select(rule => rule.Column));
        Assert.Equal(["subject_id determines sex"], rules.SelectMany(rule => rule.Texts));
        Assert.Equal(["visit", "date"], rules[1].Same);
        Assert.Equal(["param"], rules[1].Series!.Distinct);
        var outer = rules[1].Within!;
        Assert.Equal(("subject_id", true, "visit"), (outer.Column, outer.AreNumbered, outer.Counter));
        Assert.Equal("param", outer.Repeated!.By);
        Assert.Equal(["base"], outer.Repeated.Same);
        Assert.Equal([new InitialColumn("base", "value", true)], outer.Repeated.Initial);
        Assert.StartsWith(
            "rows of one 'subject_id' and one 'visit' belong together: each 'subject_id' has ",
            rules[1].Remark,
            StringComparison.Ordinal
        );
        Assert.EndsWith(
            "that agree in date, and 'visit' counts them; so have samples; no two have the same param; each 'param' has one base, 'base' is 'value' of the first",
            rules[1].Remark,
            StringComparison.Ordinal
        );

        // All rows of a visit break the rule together, those of others do not.
        double[][] cells = [.. Enumerable.Range(0, rows.Width).Select(rows.ColumnValues)];
        cells[3][1] += 86_400;
        bool[] holds = rules[1].Holds(Table.FromColumns(rows.Columns, cells));
        double[] visits = rows.ColumnValues(2);
        Assert.Equal(visits.TakeWhile(visit => visit == 1).Count(), holds.Count(one => !one));

        var encoding = TableEncoding.Fit(rows, new TreesOptions());
        var restored = TableEncoding.FromJson(encoding.ToJson());
        Assert.Equal(encoding.Rules, restored.Rules);
        Assert.Equal("visit", restored.Context!.Nested!.Key);
        Assert.Equal(encoding.Context, restored.Context);
        // Schemas have no words for visits, which are found beside what they declare.
        Assert.Equal(rules, DeclaredRules.Create(rows, ["subject_id determines sex"]).Rules.OfType<SubjectColumns>());
    }

    /// <summary>Without a day and a baseline, parameters still are there once in each visit.</summary>
    [Fact]
    public void ValuesThatNoVisitHasTwiceShowVisits()
    {
        var rows = Read(MeasurementRows.Create(200).TakeColumns([0, 3, 4, 5]));
        var rules = SubjectSearch.All(rows);
        Assert.Equal(["subject_id", "date"], rules.Select(rule => rule.Column));
        Assert.Equal(["date"], rules[1].Same);
        Assert.Equal(["date"], rules[1].Within!.Distinct);
        Assert.Null(rules[1].Within!.Repeated);
    }

    /// <summary>Bookings of a day have nothing together, nor have visits whose rows stand by parameter.</summary>
    [Fact]
    public void RowsOfADayAreNoVisits()
    {
        Assert.DoesNotContain(SubjectSearch.All(Read(MeasurementRows.Bookings(300))), rule => rule.Within is not null);
        var rows = MeasurementRows.Create(200);
        var (subjects, parameters) = (VisitRows.Texts(rows, "subject_id"), VisitRows.Texts(rows, "param"));
        int[] byParameter =
        [
            .. Enumerable
                .Range(0, rows.RowCount)
                .OrderBy(row => subjects[row], StringComparer.Ordinal)
                .ThenBy(row => parameters[row], StringComparer.Ordinal),
        ];
        Assert.DoesNotContain(SubjectSearch.All(Read(rows.TakeRows(byParameter))), rule => rule.Within is not null);
    }

    [Theory]
    [InlineData("trees")]
    [InlineData("boosted-trees")]
    public void SamplesHaveVisits(string name)
    {
        var data = MeasurementRows.Create(400);
        using var model = TrainedModel
            .Train(new RunSettings { Model = name, Data = DataSource.FromTable(data) })
            .As<TableModel>();
        var samples = model.Sample(data.RowCount, 1);
        Assert.Equal(data.Columns.Select(column => column.Name), samples.Columns.Select(column => column.Name));
        string[] visits = VisitsOf(samples);
        string[] parameters = VisitRows.Texts(samples, "param");
        Assert.Equal(visits.Distinct().Count(), visits.Zip(VisitRows.Texts(samples, "date")).Distinct().Count());
        Assert.Equal(visits.Length, visits.Zip(parameters).Distinct().Count());
        double rows = data.RowCount / (double)VisitsOf(data).Distinct().Count();
        Assert.InRange(visits.Length / (double)visits.Distinct().Count(), 0.95 * rows, 1.05 * rows);

        // One baseline of each parameter, which is the value of the first visit.
        var bases = VisitRows
            .Texts(samples, "subject_id")
            .Zip(parameters, VisitRows.Texts(samples, "base"))
            .ToLookup(one => (one.First, one.Second), one => one.Third);
        Assert.All(bases, group => Assert.Single(group.Distinct()));
        var (values, numbers) = (VisitRows.Texts(samples, "value"), VisitRows.Texts(samples, "visit"));
        Assert.All(
            Enumerable.Range(0, values.Length).Where(row => numbers[row] == "1"),
            row => Assert.Equal(values[row], VisitRows.Texts(samples, "base")[row])
        );
    }

    /// <summary>Conditional samples are put together from single rows.</summary>
    [Fact]
    public void ConditionalSamplesHaveVisits()
    {
        var data = MeasurementRows.Create(300);
        using var model = TrainedModel
            .Train(new RunSettings { Model = "trees", Data = DataSource.FromTable(data) })
            .As<TableModel>();
        var samples = model.SampleConditional(1000, model.ParseConditions("sex=F")).Rows;
        string[] visits = VisitsOf(samples);
        double several = visits
            .Zip(VisitRows.Texts(samples, "date"))
            .GroupBy(one => one.First)
            .Average(group => group.DistinctBy(one => one.Second).Count() == 1 ? 1.0 : 0);
        Assert.InRange(several, 0.9, 1);
        Assert.All(model.Score(data).LogDensity, density => Assert.True(double.IsFinite(density)));
    }

    private static string[] VisitsOf(Table rows) =>
        [
            .. VisitRows
                .Texts(rows, "subject_id")
                .Zip(VisitRows.Texts(rows, "visit"), (subject, visit) => $"{subject} {visit}"),
        ];

    // As a run reads it.
    private static Table Read(Table rows) =>
        SubjectKinds.Apply(new LoadedTable(Schema.Detect(rows).Apply(rows), 0), null).Table;
}

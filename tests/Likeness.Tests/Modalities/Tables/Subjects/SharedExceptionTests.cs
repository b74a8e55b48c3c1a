using System.Text.Json;
using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Rules.Declared;
using Likeness.Modalities.Tables.Rules.Keys;
using Likeness.Runs;

namespace Likeness.Tests.Modalities.Tables.Subjects;

/// <summary>What rows of one patient agree in, but for errors and missing values.</summary>
public sealed class SharedExceptionTests
{
    private const int Sex = 2;
    private const int Born = 3;
    private static readonly SubjectValue OfSex = new("sex", "patient_id");

    [Fact]
    public void ErrorsAndMissingValuesLoseNoSharedColumn()
    {
        var visits = Visits();
        var found = TableRules.Find(visits, wanted: true);
        Assert.Equal(["birth_year", "sex"], found.Exceptions.Shared.Order());
        Assert.Contains("nearly patient_id determines sex", found.Texts);
        Assert.Contains("nearly patient_id determines birth_year", found.Texts);
        Assert.Contains("patient_id determines name", found.Texts);
        var exact = Assert.Single(found.Exact.OfType<SubjectColumns>());
        Assert.Equal(["name", "joined"], exact.Same);
        Assert.All(found.Hold(visits), Assert.True);
        var stored = TableRules.FromJson(JsonDocument.Parse(found.ToJson().GetRawText()).RootElement);
        var encoded = stored.Encode(visits);
        int sex = encoded.Columns.ToList().FindIndex(column => column.Name == "sex");
        Assert.All(OfSex.Holds(encoded.TakeColumns([0, sex])), Assert.True);
        var decoded = stored.Join(stored.Decode(encoded));
        Assert.Equal(visits.ColumnValues(Sex), decoded.ColumnValues(Sex));
        Assert.Equal(visits.ColumnValues(Born), decoded.ColumnValues(Born));
        // Schemas declare it.
        var declared = DeclaredRules.Create(visits, found.Texts);
        Assert.Equal(found.Texts.Order(), declared.Texts.Order());
    }

    [Fact]
    public void ValuesThatOftenDifferAreNotShared()
    {
        Assert.Empty(TableRules.Find(Visits(errors: 0.1, missing: 0), wanted: true).Exceptions.All);
        // Nearly all rows have one value, whoever they are of.
        var random = new PhiloxRandom(3, 0);
        var visits = VisitRows.Create(500);
        double[] urgent = [.. Enumerable.Range(0, visits.RowCount).Select(_ => random.NextDouble() < 0.03 ? 1.0 : 0)];
        var rows = Table.FromArrays(
            ("patient_id", VisitRows.Texts(visits, "patient_id")),
            ("urgent", urgent.Select(value => value == 1 ? "yes" : "no").ToArray())
        );
        Assert.Empty(TableRules.Find(Schema.Detect(rows).Apply(rows), wanted: true).Exceptions.All);
    }

    [Fact]
    public void SamplesHaveAsManyOfThem()
    {
        var visits = Visits();
        using var model = TrainedModel
            .Train(new RunSettings { Model = "trees", Data = DataSource.FromTable(visits) })
            .As<TableModel>();
        var samples = model.Sample(10_000, seed: 1);
        Assert.Equal(visits.Columns.Select(column => column.Name), samples.Columns.Select(column => column.Name));
        Assert.InRange(OfSex.Holds(samples).Count(holds => !holds), 10_000 * 0.005, 10_000 * 0.03);
        double[] born = samples.ColumnValues(Born);
        Assert.InRange(born.Count(double.IsNaN), 10_000 * 0.06, 10_000 * 0.16);
        // Years of birth are missing, but never wrong.
        bool[] same = new SubjectValue("birth_year", "patient_id").Holds(samples);
        Assert.All(born.Zip(same), year => Assert.True(year.Second || double.IsNaN(year.First)));
        // Rows of a key are not said to agree in what some of them disagree in.
        var described = TableDescription.Create(new DataSplit<Table>(visits, visits, visits), model.Encoding);
        Assert.Contains(described.Lines, line => line.EndsWith("patient_id determines sex", StringComparison.Ordinal));
        Assert.Contains(described.Remarks, line => line.Contains(" agree in name, joined;", StringComparison.Ordinal));
        // Conditions hold in each row.
        var women = model.SampleConditional(2000, model.ParseConditions("sex=F"), seed: 2).Rows;
        Assert.All(VisitRows.Texts(women, "sex"), sex => Assert.Equal("F", sex));
        // Rows without others of their patient have a density, too.
        Assert.DoesNotContain(
            model.Score(visits.TakeRows([.. Enumerable.Range(0, 300).Select(i => 5 * i)])).LogDensity,
            density => !double.IsFinite(density)
        );
    }

    // Of the sex, 2 % of the rows have the wrong one; the year of birth is missing in 10 %.
    private static Table Visits(double errors = 0.02, double missing = 0.1)
    {
        var random = new PhiloxRandom(2, 0);
        var visits = VisitRows.Create(700);
        double[][] cells = [.. Enumerable.Range(0, visits.Width).Select(visits.ColumnValues)];
        for (int row = 0; row < visits.RowCount; row++)
        {
            cells[Sex][row] = random.NextDouble() < errors ? 1 - cells[Sex][row] : cells[Sex][row];
            cells[Born][row] = random.NextDouble() < missing ? double.NaN : cells[Born][row];
        }

        var rows = Table.FromColumns(
            [.. visits.Columns.Select((column, i) => i == Born && missing > 0 ? column with { Missing = "" } : column)],
            cells
        );
        return Schema.Detect(rows).Apply(rows);
    }
}

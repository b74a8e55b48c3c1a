using Likeness.Data;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Rules.Keys;
using Likeness.Runs;
using Likeness.Sampling;

namespace Likeness.Tests.Modalities.Tables.Subjects;

/// <summary>Rows of one patient in samples agree in what they agree in in the data.</summary>
public sealed class SubjectSamplesTests
{
    private static readonly string[] Same = ["name", "sex", "birth_year", "joined"];

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 2)]
    public void EachKeyHasOneValueOfWhatItDetermines(bool areTogether, ulong seed)
    {
        var visits = VisitRows.Create(500, areTogether);
        using var model = Train(visits);
        var rule = Assert.Single(model.Encoding.Rules.OfType<SubjectColumns>());
        Assert.Equal("patient_id determines name, sex, birth_year, joined", rule.ToString());
        Assert.Equal(areTogether, rule.AreTogether);
        Assert.Equal("weight", Assert.Single(rule.Similar, column => column.Column == "weight").Column);
        var samples = model.Sample(20_000, seed);
        Assert.Equal(20_000, samples.RowCount);
        string[] keys = VisitRows.Texts(samples, "patient_id");
        Assert.Empty(keys.Intersect(VisitRows.Texts(visits, "patient_id")));
        Assert.DoesNotContain(false, rule.Holds(samples));
        foreach (string name in Same)
        {
            Assert.Equal(keys.Distinct().Count(), keys.Zip(VisitRows.Texts(samples, name)).Distinct().Count());
        }

        Assert.InRange(TotalVariation(keys, VisitRows.Texts(visits, "patient_id")), 0, 0.06);
        int changes = keys.Skip(1).Zip(keys).Count(pair => pair.First != pair.Second);
        Assert.Equal(areTogether, changes == keys.Distinct().Count() - 1);
    }

    [Fact]
    public void OtherColumnsAndRulesStayAsTheyAre()
    {
        var visits = VisitRows.Create(500);
        using var model = Train(visits);
        Assert.Contains("joined ≤ visited", model.Encoding.Rules.SelectMany(rule => rule.Texts));
        var samples = model.Sample(10_000);
        Assert.Empty(model.Encoding.Breaking(samples));
        Assert.All(Enumerable.Range(0, samples.RowCount), row => Assert.True(samples[row, 4] <= samples[row, 5]));
        // Men weigh more, and a patient weighs about the same each time.
        Assert.InRange(Weight(samples, "M") - Weight(samples, "F"), 11, 21);
        double within = Within(samples);
        Assert.InRange(within, 0, 2.5 * Within(visits));
        // Days from joining to visiting are those of the model, not of other patients.
        Assert.InRange(
            Enumerable.Range(0, samples.RowCount).Max(row => samples[row, 5] - samples[row, 4]),
            0,
            400 * 86_400
        );

        static double Weight(Table rows, string sex) =>
            VisitRows.Texts(rows, "sex").Index().Where(one => one.Item == sex).Average(one => rows[one.Index, 6]);

        static double Within(Table rows) =>
            VisitRows
                .Texts(rows, "patient_id")
                .Index()
                .GroupBy(one => one.Item, one => rows[one.Index, 6])
                .Where(group => group.Count() > 1)
                .Average(group => group.Max() - group.Min());
    }

    [Fact]
    public void TheSameSeedGivesTheSameRowsAndSmallSamplesHaveSubjects()
    {
        using var model = Train(VisitRows.Create(300));
        var (one, again, other) = (model.Sample(20, 3), model.Sample(20, 3), model.Sample(20, 4));
        Assert.Equal(one.ToRowMajor(), again.ToRowMajor());
        Assert.Equal(VisitRows.Texts(one, "patient_id"), VisitRows.Texts(again, "patient_id"));
        Assert.NotEqual(one.ToRowMajor(), other.ToRowMajor());
        Assert.Equal(20, one.RowCount);
        Assert.InRange(VisitRows.Texts(one, "patient_id").Distinct().Count(), 3, 14);
        Assert.Equal(0, model.Sample(0).RowCount);
        Assert.Equal(1, model.Sample(1).RowCount);
    }

    [Fact]
    public void RowsOfASubjectAreInTheOrderOfTheData()
    {
        var visits = VisitRows.Create(400);
        string[] keys = VisitRows.Texts(visits, "patient_id");
        double[] days = visits.ColumnValues(5);
        int[] order =
        [
            .. Enumerable
                .Range(0, keys.Length)
                .OrderBy(row => keys[row], StringComparer.Ordinal)
                .ThenBy(row => days[row]),
        ];
        using var model = Train(visits.TakeRows(order));
        Assert.Equal("visited", Assert.Single(model.Encoding.Rules.OfType<SubjectColumns>()).OrderedBy);
        var samples = model.Sample(3_000);
        string[] sampled = VisitRows.Texts(samples, "patient_id");
        Assert.All(
            Enumerable.Range(1, samples.RowCount - 1).Where(row => sampled[row] == sampled[row - 1]),
            row => Assert.True(samples[row, 5] >= samples[row - 1, 5])
        );
        using var unordered = Train(visits);
        Assert.Null(Assert.Single(unordered.Encoding.Rules.OfType<SubjectColumns>()).OrderedBy);
    }

    [Fact]
    public void ConditionsHoldForSubjects()
    {
        using var model = Train(VisitRows.Create(400));
        var samples = model
            .SampleConditional(600, model.ParseConditions("sex=M, birth_year>=1970, visited>=2021-06-01"))
            .Rows;
        string[] keys = VisitRows.Texts(samples, "patient_id");
        Assert.All(VisitRows.Texts(samples, "sex"), sex => Assert.Equal("M", sex));
        Assert.All(samples.ColumnValues(3), born => Assert.InRange(born, 1970, 2000));
        Assert.All(
            VisitRows.Texts(samples, "visited"),
            day => Assert.True(string.CompareOrdinal(day, "2021-06-01") >= 0)
        );
        Assert.InRange(keys.Distinct().Count(), 60, 400);
        Assert.Equal(keys.Distinct().Count(), keys.Zip(VisitRows.Texts(samples, "joined")).Distinct().Count());
    }

    [Fact]
    public void KeysThatDetermineKeysComeFirstAndSeveralAreIndependent()
    {
        var visits = VisitRows.Create(400, areTogether: false);
        int[] patients = [.. VisitRows.Texts(visits, "patient_id").Select(key => int.Parse(key[2..], null))];
        // The account belongs to the patient; employees treat any patients.
        double[] accounts = [.. patients.Select(patient => 700_000.0 + (patient * 7 % 3_001))];
        int[] employees = [.. Enumerable.Range(0, patients.Length).Select(row => 40_211 + (row * 7919 % 97))];
        var rows = Table.FromArrays(
            ("customer_no", patients.Select(patient => $"K{patient}").ToArray()),
            ("account_no", accounts.Select(account => (int)account).ToArray()),
            ("sex", VisitRows.Texts(visits, "sex")),
            ("employee_id", employees),
            ("grade", employees.Select(employee => employee % 5).ToArray()),
            ("weight", visits.ColumnValues(6))
        );
        using var model = Train(rows);
        Assert.Equal(
            ["customer_no determines account_no, sex", "employee_id determines grade"],
            model.Encoding.Rules.OfType<SubjectColumns>().Select(rule => rule.ToString())
        );
        var samples = model.Sample(4_000);
        string[] customers = VisitRows.Texts(samples, "customer_no");
        string[] staff = VisitRows.Texts(samples, "employee_id");
        Assert.Equal(customers.Distinct().Count(), VisitRows.Texts(samples, "account_no").Distinct().Count());
        Assert.Equal(
            customers.Distinct().Count(),
            customers.Zip(VisitRows.Texts(samples, "account_no")).Distinct().Count()
        );
        Assert.Equal(staff.Distinct().Count(), staff.Zip(VisitRows.Texts(samples, "grade")).Distinct().Count());
        Assert.InRange(staff.Distinct().Count(), 20, 500);
        Assert.Empty(VisitRows.Texts(samples, "account_no").Intersect(VisitRows.Texts(rows, "account_no")));
        Assert.NotEqual(staff.Distinct().Count(), customers.Zip(staff).Distinct().Count());
    }

    [Fact]
    public void MissingKeysAndMissingValuesStayMissing()
    {
        var visits = VisitRows.Create(400);
        string?[] keys = VisitRows.Texts(visits, "patient_id");
        double?[] born = [.. visits.ColumnValues(3).Select((year, row) => year % 4 == 0 ? (double?)null : year)];
        for (int row = 0; row < keys.Length; row += 9)
        {
            keys[row] = null;
        }

        var rows = Table.FromArrays(("patient_id", keys), ("birth_year", born), ("weight", visits.ColumnValues(6)));
        using var model = Train(rows);
        Assert.Equal(
            "patient_id determines birth_year",
            Assert.Single(model.Encoding.Rules.OfType<SubjectColumns>()).ToString()
        );
        var samples = model.Sample(5_000);
        Assert.InRange(samples.ColumnValues(0).Count(double.IsNaN), 350, 800);
        Assert.InRange(samples.ColumnValues(1).Count(double.IsNaN), 800, 1_800);
        Assert.DoesNotContain(false, model.Encoding.Rules[0].Holds(samples));
    }

    [Fact]
    public void ImputationTakesWhatAnotherRowOfTheKeyHas()
    {
        var visits = VisitRows.Create(300);
        using var model = Train(visits);
        double[][] cells = [.. Enumerable.Range(0, visits.Width).Select(visits.ColumnValues)];
        string[] keys = VisitRows.Texts(visits, "patient_id");
        for (int row = 1; row < keys.Length; row++)
        {
            (cells[2][row], cells[3][row]) =
                keys[row] == keys[row - 1] ? (double.NaN, double.NaN) : (cells[2][row], cells[3][row]);
        }

        var incomplete = new IncompleteTable(Table.FromColumns(visits.Columns, cells));
        var (given, filled, _) = model.Impute(incomplete);
        Assert.Equal(incomplete.MissingValues, given.MissingValues);
        Assert.Equal(
            visits.ColumnValues(2),
            model.ImputePoint(incomplete, PointEstimate.Mode, 5).Filled.ColumnValues(2)
        );
        Assert.Equal(visits.ColumnValues(2), filled.ColumnValues(2));
        Assert.Equal(visits.ColumnValues(3), filled.ColumnValues(3));
        Assert.All(model.Score(visits).LogDensity, density => Assert.True(double.IsFinite(density)));
    }

    /// <summary>Few rows have few keys, which look like levels.</summary>
    [Fact]
    public void KeysStayInImputedRows()
    {
        using var model = Train(VisitRows.Create(100));
        var some = VisitRows.Create(4, seed: 2);
        double[][] cells = [.. Enumerable.Range(0, some.Width).Select(some.ColumnValues)];
        cells[6][1] = double.NaN;
        var incomplete = new IncompleteTable(Table.FromColumns(some.Columns, cells));
        var (given, filled, _) = model.Impute(incomplete, samples: 2);
        var merged = given.Merge(incomplete.Table, filled, 2);
        Assert.Equal(
            VisitRows.Texts(some, "patient_id").SelectMany(key => (string[])[key, key]),
            VisitRows.Texts(merged, "patient_id")
        );
    }

    private static TableModel Train(Table rows) =>
        TrainedModel.Train(new RunSettings { Model = "trees", Data = DataSource.FromTable(rows) }).As<TableModel>();

    private static double TotalVariation(string[] one, string[] other)
    {
        var (a, b) = (Sizes(one), Sizes(other));
        return a.Keys.Union(b.Keys).Sum(size => Math.Abs(a.GetValueOrDefault(size) - b.GetValueOrDefault(size))) / 2;

        static Dictionary<int, double> Sizes(string[] keys)
        {
            var counts = keys.CountBy(key => key).ToList();
            return counts
                .CountBy(key => key.Value)
                .ToDictionary(size => size.Key, size => size.Value / (double)counts.Count);
        }
    }
}

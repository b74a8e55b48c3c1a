using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Detection;
using Likeness.Data.Kinds;
using Likeness.Evaluation;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Privacy;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Rules.Declared;
using Likeness.Modalities.Tables.Rules.Keys;
using Likeness.Models.Trees;

namespace Likeness.Tests.Modalities.Tables.Subjects;

public sealed class SubjectSearchTests
{
    [Fact]
    public void TheRuleIsFoundWithTheRowsOfAllKeysAndSurvivesJson()
    {
        var all = Read(VisitRows.Create(400));
        int[] some = [.. new PhiloxRandom(5, 0).Permutation(all.RowCount)[..(all.RowCount * 7 / 10)].Order()];
        var train = all.TakeRows(some);
        var rule = Assert.Single(SubjectSearch.All(train));
        Assert.Equal(
            [
                "patient_id determines name",
                "patient_id determines sex",
                "patient_id determines birth_year",
                "patient_id determines joined",
            ],
            rule.Texts
        );
        // A third of the rows is held out, but the rows of keys are those of the data.
        Assert.Equal([1, 2, 3, 4, 5], rule.Sizes.Select(size => size.Rows));
        Assert.Equal(400, rule.Sizes.Sum(size => size.Keys));
        Assert.InRange(rule.MeanRows, 2.8, 3.2);
        Assert.Contains("(3.", rule.Remark, StringComparison.Ordinal);
        var encoding = TableEncoding.Fit(train, new TreesOptions());
        Assert.Equal(encoding.Rules, TableEncoding.FromJson(encoding.ToJson()).Rules);
        Assert.Contains(rule, encoding.Rules);
    }

    [Fact]
    public void ColumnsThatAgreeByChanceOrNotAlwaysAreNone()
    {
        var visits = VisitRows.Create(400);
        double[] rare = [.. Enumerable.Range(0, visits.RowCount).Select(row => row == 17 ? 1.0 : 0)];
        double[] sometimes = visits.ColumnValues(3);
        sometimes[^1] = double.NaN;
        sometimes[^2] += VisitRows.Texts(visits, "patient_id")[^1] == VisitRows.Texts(visits, "patient_id")[^2] ? 0 : 1;
        var rows = Read(
            Table.FromArrays(
                ("patient_id", VisitRows.Texts(visits, "patient_id")),
                ("rare", rare),
                ("weight", visits.ColumnValues(6)),
                ("sex", VisitRows.Texts(visits, "sex"))
            )
        );
        Assert.Equal(["sex"], Assert.Single(SubjectSearch.All(rows)).Same);
        // Where few rows have a key, two values agree by chance.
        var few = Read(rows.TakeRows([.. Enumerable.Range(0, rows.RowCount).DistinctBy(row => rows[row, 0])]));
        Assert.Empty(Assert.Single(SubjectSearch.All(few)).Same);
    }

    [Fact]
    public void AValueOfEachPersonDeterminesNoOtherByTheirRows()
    {
        // Of 40 people with 30 rows each, nearly all have a height of their own.
        var random = new PhiloxRandom(3, 0);
        int[] people = [.. Enumerable.Range(0, 1200).Select(row => row / 30)];
        double[] heights = [.. Enumerable.Range(0, 40).Select(i => 150.0 + i)];
        string[] sexes = [.. heights.Select(_ => random.NextDouble() < 0.5 ? "F" : "M")];
        var rows = Read(
            Table.FromArrays(
                ("person", people.Select(person => $"S{person + 100}").ToArray()),
                ("height", people.Select(person => heights[person]).ToArray()),
                ("sex", people.Select(person => sexes[person]).ToArray()),
                ("score", people.Select(_ => random.NextDouble()).ToArray())
            )
        );
        Assert.Equal(
            "person determines height, sex",
            Assert.Single(TableRules.Find(rows, wanted: true).Rules).ToString()
        );
    }

    [Fact]
    public void PostcodesWithoutRoomForFreshOnesAreNoSubjects()
    {
        var random = new PhiloxRandom(3, 0);
        string[] codes =
        [
            .. Enumerable.Range(0, 900).Select(_ => $"{40 + random.NextInt(20)}{random.NextInt(100):00}7"),
        ];
        var rows = Read(
            Table.FromArrays(
                ("postcode", codes),
                ("city", codes.Select(code => code[..2]).ToArray()),
                ("n", codes.Select(_ => random.NextDouble()).ToArray())
            )
        );
        Assert.True(rows.Columns[0].Kind is IdentifierKind { Repeats: true });
        Assert.Empty(SubjectSearch.All(rows));
    }

    [Fact]
    public void NamesOfPeopleAreTextsAndWhatIsTheSameOfAPersonCountsOnce()
    {
        var visits = Read(VisitRows.Create(400));
        Assert.IsType<TextKind>(visits.Columns[1].Kind);
        Assert.IsType<CategoryKind>(visits.Columns[2].Kind);
        // Many visits of three patients are no five people.
        string[] drugs =
        [
            .. VisitRows
                .Texts(visits, "patient_id")
                .Select(key => int.Parse(key[2..], null) is >= 10_003 and var patient ? $"drug {patient % 4}" : "rare"),
        ];
        var rows = Read(
            Table.FromArrays(
                ("patient_id", VisitRows.Texts(visits, "patient_id")),
                ("drug", drugs),
                ("weight", visits.ColumnValues(6))
            )
        );
        Assert.True(drugs.Count(drug => drug == "rare") >= Protection.MinRows);
        Assert.Contains(
            "1 of drug",
            Protection.Fit(rows, SubjectSearch.All(rows)).Describe(rows.Columns)!,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("drug", Protection.Fit(rows).Describe(rows.Columns)!, StringComparison.Ordinal);
    }

    [Fact]
    public void ASchemaDeclaresTheRuleAndStatesWhatBreaksIt()
    {
        var visits = Read(VisitRows.Create(300));
        var rules = DeclaredRules.Create(
            visits,
            ["patient_id determines sex", "joined ≤ visited", "patient_id determines name"]
        );
        Assert.Equal(
            ["patient_id determines sex, name", "joined ≤ visited"],
            rules.Rules.Select(rule => rule.ToString())
        );
        string two = Refused(visits, "patient_id determines weight");
        Assert.Contains("some value of the first column has two values of the second", two, StringComparison.Ordinal);
        Assert.Contains("not learned", Refused(visits, "name determines sex"), StringComparison.Ordinal);
        Assert.Contains("not learned", Refused(visits, "sex determines patient_id"), StringComparison.Ordinal);
        var unique = Table.FromColumns(
            [
                visits.Columns[0] with
                {
                    Kind = (IdentifierKind)visits.Columns[0].Kind with { Repeats = false },
                },
                .. visits.Columns.Skip(1),
            ],
            [.. Enumerable.Range(0, visits.Width).Select(visits.ColumnValues)]
        );
        Assert.Contains(
            "every row has another value of 'patient_id'",
            Refused(unique, "patient_id determines sex"),
            StringComparison.Ordinal
        );

        static string Refused(Table rows, string rule) =>
            Assert.Throws<LikenessException>(() => DeclaredRules.Create(rows, [rule])).Message;
    }

    [Fact]
    public void NumbersOfRowsThatFewKeysHaveAreMerged()
    {
        var rows = new KeyRows([new(1, 100), new(2, 3), new(3, 50), new(90, 1), new(100, 1)], AreTogether: true);
        var merged = rows.Merged(5);
        Assert.All(merged.Sizes, size => Assert.True(size.Keys >= 5));
        Assert.DoesNotContain(merged.Sizes, size => size.Rows is 90 or 100);
        Assert.Equal(155, merged.Sizes.Sum(size => size.Keys));
        Assert.InRange(merged.Mean, 0.9 * rows.Mean, 1.1 * rows.Mean);
        Assert.Equal(new KeyRows([new(7, 2)], true).Sizes, new KeyRows([new(7, 2)], true).Merged(5).Sizes);
        Assert.Equal([new(1, 1), new(2, 2)], KeyRows.Count([4, 4, double.NaN, 2, 2, 9]).Sizes);
        Assert.True(KeyRows.Count([4, 4, 2, 2, 9]).AreTogether);
        Assert.False(KeyRows.Count([4, 2, 4]).AreTogether);
    }

    [Theory]
    [InlineData(20, true)]
    [InlineData(300, false)]
    public void FewKeysThatDetermineNothingMayBeInSeveralParts(int managers, bool areSplit)
    {
        var random = new PhiloxRandom(4, 0);
        var rows = Read(
            Table.FromArrays(
                ("manager_id", Enumerable.Range(0, 1200).Select(row => $"M{1000 + (7 * (row % managers))}").ToArray()),
                ("salary", Enumerable.Range(0, 1200).Select(_ => Math.Round(40_000 * random.NextDouble())).ToArray())
            )
        );
        Assert.Empty(Assert.Single(SubjectSearch.All(rows)).Same);
        var parts = TableModality.Split(rows, new SplitSettings(0.2, 0.1, 1));
        var trained = parts.Train.Select(row => rows[row, 0]).ToHashSet();
        Assert.Equal(areSplit, parts.Test.Any(row => trained.Contains(rows[row, 0])));
    }

    [Fact]
    public void RowsOfASubjectAreOfOneFoldAndOneSideOfASplit()
    {
        var rows = Read(VisitRows.Create(200, areTogether: false));
        var generated = Read(VisitRows.Create(200, areTogether: false, seed: 2));
        var subjects = RowSubjects.Find(
            "patient_id",
            rows.TakeRows([.. Enumerable.Range(100, rows.RowCount - 100)]),
            rows.TakeRows([.. Enumerable.Range(0, 100)]),
            generated
        )!;
        string[] keys = VisitRows.Texts(rows, "patient_id");
        int[] folds = subjects.Folds([.. Enumerable.Range(0, rows.RowCount)], 5, new PhiloxRandom(1, 0));
        Assert.Equal(keys.Distinct().Count(), keys.Zip(folds).Distinct().Count());
        Assert.Equal(5, folds.Distinct().Count());
        Assert.All(Counts(folds[..(folds.Length / 2)]).Concat(Counts(folds[(folds.Length / 2)..])), IsFifth);
        int[] order = subjects.Permutation(new PhiloxRandom(1, 0));
        Assert.Equal(Enumerable.Range(0, rows.RowCount), order.Order());
        string[] ordered = Array.ConvertAll(order, row => keys[row]);
        Assert.Equal(
            keys.Distinct().Count() - 1,
            ordered.Skip(1).Zip(ordered).Count(pair => pair.First != pair.Second)
        );
        var one = RowSubjects.OneOfEach(generated, subjects.Generated, new PhiloxRandom(2, 0));
        Assert.Equal(200, one.RowCount);
        Assert.Null(RowSubjects.Find(null, rows, null, generated));

        static IEnumerable<int> Counts(int[] folds) => folds.CountBy(fold => fold).Select(one => one.Value);
        // Folds of few rows of one sample would leave many of them to learn from.
        void IsFifth(int count) => Assert.InRange(count, (rows.RowCount / 10) - 5, (rows.RowCount / 10) + 5);
    }

    [Fact]
    public void SubjectsOfOneDistributionAreNotTakenForDifferentOnes()
    {
        var real = Read(VisitRows.Create(400, seed: 1));
        var other = Read(VisitRows.Create(400, seed: 2));
        var settings = new EvaluationSettings
        {
            Seed = 3,
            ClassifierRows = 1000,
            Subjects = "patient_id",
        };
        var level = Evaluator.Decide(null, real, other, settings).Level;
        Assert.Equal(Likeness.Evaluation.Verdicts.SimilarityLevel.Indistinguishable, level);
        Assert.NotEqual(level, Evaluator.Decide(null, real, other, settings with { Subjects = null }).Level);
    }

    // As a run reads it.
    private static Table Read(Table rows) =>
        Schema.Detect(rows) is var schema
            ? SubjectKinds.Apply(new LoadedTable(schema.Apply(rows), 0), null).Table
            : rows;
}

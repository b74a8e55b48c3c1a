using Likeness.Data;
using Likeness.Data.Detection;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Rules.Declared;
using Likeness.Modalities.Tables.Rules.Keys;
using Likeness.Modalities.Tables.Subjects;
using Likeness.Models.Trees;

namespace Likeness.Tests.Modalities.Tables.Subjects;

/// <summary>A key within another one: the accessions of a patient.</summary>
public sealed class NestedKeysTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void BothKeysAreFoundAndSurviveJson(bool areTogether)
    {
        var rows = Read(LabRows.Create(150, areTogether));
        var rules = SubjectSearch.All(rows);
        Assert.Equal(["patient_id", "accession"], rules.Select(rule => rule.Column));
        Assert.Equal(
            [
                "patient_id determines sex",
                "accession determines patient_id",
                "accession determines collected",
                "accession determines status",
                "accession determines total",
            ],
            rules.SelectMany(rule => rule.Texts)
        );
        Assert.Equal((areTogether, true), (rules[0].AreTogether, rules[1].AreTogether));
        Assert.Equal("collected", rules[0].OrderedBy);
        var outer = rules[1].Within!;
        Assert.Equal("patient_id", outer.Column);
        Assert.Equal([2, 3, 4], outer.Sizes.Select(size => size.Rows));
        Assert.Equal(150, outer.Sizes.Sum(size => size.Keys));
        Assert.Equal(outer.Sizes.Sum(size => size.Rows * size.Keys) / 150.0, outer.Mean, 9);
        Assert.StartsWith(
            "'accession' is a key within 'patient_id': each 'patient_id' has ",
            rules[1].Remark,
            StringComparison.Ordinal
        );
        Assert.Contains("agree in collected, status, total", rules[1].Remark, StringComparison.Ordinal);
        var encoding = TableEncoding.Fit(rows, new TreesOptions());
        var restored = TableEncoding.FromJson(encoding.ToJson());
        Assert.Equal(encoding.Rules, restored.Rules);
        Assert.Equal("accession", restored.Context!.Nested!.Key);
        Assert.Equal(encoding.Context, restored.Context);
    }

    /// <summary>Rows of different accessions in turns, one accession for each patient, and rows without a patient are no whole keys within another one.</summary>
    [Fact]
    public void OtherKeysAreNotWithinAnotherOne()
    {
        var labs = LabRows.Create(150);
        var texts = labs.Columns.ToDictionary(column => column.Name, column => VisitRows.Texts(labs, column.Name));
        int[] inTurns =
        [
            .. Enumerable
                .Range(0, labs.RowCount)
                .OrderBy(row => texts["patient_id"][row], StringComparer.Ordinal)
                .ThenBy(row => texts["test"][row], StringComparer.Ordinal),
        ];
        Assert.DoesNotContain(SubjectSearch.All(Read(labs.TakeRows(inTurns))), rule => rule.Within is not null);

        var first = texts["accession"].Zip(texts["patient_id"]).DistinctBy(one => one.Second).ToHashSet();
        int[] single =
        [
            .. Enumerable
                .Range(0, labs.RowCount)
                .Where(row => first.Contains((texts["accession"][row], texts["patient_id"][row]))),
        ];
        Assert.DoesNotContain(SubjectSearch.All(Read(labs.TakeRows(single))), rule => rule.Within is not null);

        string[] missing = [.. texts["patient_id"].Select(key => key == "P10007" ? "" : key)];
        var without = Read(
            Table.FromArrays(
                ("patient_id", missing),
                ("accession", texts["accession"]),
                ("status", texts["status"]),
                ("value", labs.ColumnValues(6))
            )
        );
        Assert.DoesNotContain(SubjectSearch.All(without), rule => rule.Within is not null);
    }

    [Fact]
    public void ASchemaDeclaresBothKeysAndStatesWhatBreaksThem()
    {
        var rows = Read(LabRows.Create(150));
        var found = SubjectSearch.All(rows);
        string[] texts = [.. found.SelectMany(rule => rule.Texts)];
        Assert.Equal(found, DeclaredRules.Create(rows, texts).Rules.OfType<SubjectColumns>());
        // What both determine belongs to the outer one, of which no line need tell.
        Assert.Equal(
            found,
            DeclaredRules.Create(rows, ["accession determines sex", .. texts.Skip(1)]).Rules.OfType<SubjectColumns>()
        );
        Refused("patient_id determines accession", "some value of the first column has two values of the second");
        Refused("patient_id determines status", "some value of the first column has two values of the second");
        Refused("accession determines test", "some value of the first column has two values of the second");
        Refused("accession determines sex", "keys of another column determine one of its columns");

        void Refused(string rule, string why) =>
            Assert.Contains(
                why,
                Assert.Throws<LikenessException>(() => DeclaredRules.Create(rows, [.. texts, rule])).Message,
                StringComparison.Ordinal
            );
    }

    /// <summary>Where inner keys begin says which rows they have.</summary>
    [Fact]
    public void InnerKeysFollowFromWhereTheyBegin()
    {
        // Of two outer keys, rows 0 1 2 5 and 3 4.
        var rows = NestedRows.Of(
            [
                [0, 1, 2, 5],
                [3, 4],
            ],
            [0, 0, 2, 3, 3, 5]
        );
        Assert.Equal([1, 0, 1, 1, 0, 1], rows.Begins);
        Assert.Equal([double.NaN, 0, 1, double.NaN, 0, 0], rows.Places);
        Assert.Equal([double.NaN, 0, 0, double.NaN, 0, 1], rows.Numbers);

        // Place by place, as they are sampled: rows 0 3, 1 4, 2, 5.
        var first = NestedPlaces.First(2);
        var second = first.Next([false, false], 2);
        var third = second.Take([0]).Next([true], 4);
        var fourth = third.Next([true], 5);
        Assert.Equal([0, 1], second.Heads);
        Assert.Equal([1, 1], second.Places);
        Assert.Equal((4, 0, 1), (third.Heads[0], third.Places[0], third.Numbers[0]));
        Assert.Equal((5, 0, 2), (fourth.Heads[0], fourth.Places[0], fourth.Numbers[0]));
        Assert.Equal([0, 0], third.Before([false]).Places.Concat(third.Before([false]).Begins));
    }

    // As a run reads it.
    private static Table Read(Table rows) =>
        SubjectKinds.Apply(new LoadedTable(Schema.Detect(rows).Apply(rows), 0), null).Table;
}

using System.Globalization;
using System.Text;
using Likeness.Data;
using Likeness.Data.Detection;
using Likeness.Data.Kinds;
using Likeness.Data.Schemas;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Rules.Keys;
using Likeness.Runs;
using Likeness.Tests.Modalities.Tables.Subjects;

namespace Likeness.Tests.Data.Detection;

/// <summary>Whole numbers that are keys of units with several rows each.</summary>
public sealed class PanelKeysTests
{
    private const int Units = 60;
    private const int Times = 10;

    [Theory]
    [InlineData("firm", "year", true)]
    [InlineData("school", "year", true)]
    [InlineData("id", "wave", true)]
    [InlineData("nr", "Time", true)]
    [InlineData("subject_no", "visit", true)]
    [InlineData("firm", "amount", false)] // no time
    [InlineData("x", "year", false)] // no name, and determines nothing
    [InlineData("age", "year", false)]
    public void NumbersWithOneRowForEachTimeAreKeys(string name, string time, bool areKeys)
    {
        var rows = Read([name, time], (unit, t) => [$"{unit + 1}", $"{2000 + (t * 7 % Times)}"]);
        Assert.Equal(areKeys, rows.Columns[0].Kind is IdentifierKind { Repeats: true });
        Assert.True(rows.Columns[1].Kind is NumberKind);
        // Two rows of one time.
        var twice = Read(
            [name, time],
            (unit, t) => [$"{unit + 1}", $"{2000 + (unit == 7 && t == 3 ? 2 : t * 7 % Times)}"]
        );
        Assert.False(twice.Columns[0].Kind is IdentifierKind);
    }

    [Theory]
    [InlineData("firm", true)]
    [InlineData("id", true)]
    [InlineData("school", false)] // many people, and no time
    [InlineData("rooms", false)]
    [InlineData("state_id", false)]
    public void NumbersOfUnitsThatDetermineAColumnAreKeys(string name, bool areKeys)
    {
        var rows = Read([name, "size"], (unit, _) => [$"{100 + unit}", $"{unit * 7 % 5}"]);
        Assert.Equal(areKeys, rows.Columns[0].Kind is IdentifierKind);
        var unlike = Read([name, "size"], (unit, t) => [$"{100 + unit}", $"{(unit + t) * 7 % 5}"]);
        Assert.False(unlike.Columns[0].Kind is IdentifierKind);
    }

    /// <summary>Subjects such as 207a beside 207, with two to five rows each: most would be texts.</summary>
    [Theory]
    [InlineData("unit", true)]
    [InlineData("patient_id", true)]
    [InlineData("remark", false)]
    public void CodesOfWhichSomeHaveALetterAreKeys(string name, bool areKeys)
    {
        var rows = Read(
            [name, "group", "visit"],
            (unit, t) => [$"{200 + unit}{(unit % 9 == 4 ? "a" : "")}", $"{unit * 7 % 5}", $"{2 * t}"],
            times: unit => 2 + (unit % 4)
        );
        Assert.Equal(areKeys, rows.Columns[0].Kind is IdentifierKind { Repeats: true, HasRoom: true });
    }

    /// <summary>Such as the lines of each build; all of a panel have as many rows, and one that begins elsewhere counts something else.</summary>
    [Theory]
    [InlineData(4, 1, true)]
    [InlineData(4, 0, true)]
    [InlineData(4, 3, false)]
    [InlineData(1, 1, false)]
    public void RowsThatAreCountedBelongToAKey(int sizes, int first, bool areKeys)
    {
        int RowsOf(int unit) => 3 + (unit % sizes);
        var rows = Read(["build", "line"], (unit, t) => [$"{unit + 1}", $"{first + t}"], RowsOf);
        Assert.Equal(areKeys, rows.Columns[0].Kind is IdentifierKind { Repeats: true });
        Assert.True(rows.Columns[1].Kind is NumberKind);
        var skipped = Read(
            ["build", "line"],
            (unit, t) => [$"{unit + 1}", $"{first + (unit == 9 && t == 2 ? 7 : t)}"],
            RowsOf
        );
        Assert.True(skipped.Columns[0].Kind is NumberKind);
    }

    /// <summary>Remarks of few rows each stay texts, also where they determine something.</summary>
    [Fact]
    public void WordsAreNoKeys()
    {
        var rows = Read(
            ["subject", "group", "visit"],
            (unit, t) => [$"seen {(char)('a' + (unit % 26))} {unit} times", $"{unit * 7 % 5}", $"{t}"],
            times: unit => 2 + (unit % 4)
        );
        Assert.False(rows.Columns[0].Kind is IdentifierKind);
    }

    /// <summary>Protection would keep the treatments of an experiment with few subjects from samples.</summary>
    [Theory]
    [InlineData(16, false)]
    [InlineData(48, true)]
    public void FewUnitsAreNoKeys(int units, bool areKeys)
    {
        var rows = Read(["id", "hour"], (unit, t) => [$"{(unit % units) + 1}", $"{t + (unit / units * Times)}"]);
        Assert.Equal(areKeys, rows.Columns[0].Kind is IdentifierKind);
    }

    [Fact]
    public void CountsThatAddUpAreNoKeys()
    {
        var rows = Read(["no", "yes"], (unit, _) => [$"{unit}", $"{Units - unit}"]);
        Assert.True(rows.Columns[0].Kind is NumberKind);
    }

    [Theory]
    [InlineData("x", true)]
    [InlineData("industry", false)]
    [InlineData("county_code", false)]
    public void OtherNumbersDetermineSeveralColumnsAndHaveTimes(string name, bool areKeys)
    {
        string[] names = [name, "year", "sector", "founded"];
        var rows = Read(names, (unit, t) => [$"{unit + 1}", $"{t}", $"{unit * 7 % 5}", $"{1900 + (unit * 13 % 50)}"]);
        Assert.Equal(areKeys, rows.Columns[0].Kind is IdentifierKind);
        Assert.True(rows.Columns.Skip(1).All(column => column.Kind is NumberKind));
        // Rows of one are not together.
        int[] shuffled = [.. Enumerable.Range(0, rows.RowCount).Select(row => row * 7 % rows.RowCount)];
        var loaded = new LoadedTable(
            Numbers(names, (unit, t) => [$"{unit + 1}", $"{t}", $"{unit * 7 % 5}", $"{unit}"]),
            0
        );
        loaded = loaded with { Table = loaded.Table.TakeRows(shuffled) };
        Assert.True(PanelKeys.Apply(loaded, null).Table.Columns[0].Kind is NumberKind);
    }

    [Fact]
    public void RowsOfAKeyMayFollowEachOtherInTime()
    {
        // Each at days of its own: hardly two rows of the file would have the same.
        var rows = Read(["id", "day"], (unit, t) => [$"{unit + 1}", $"{(t * 100) + (unit * 37 % 100)}"]);
        Assert.True(rows.Columns[0].Kind is IdentifierKind);
    }

    [Theory]
    [InlineData("subject", true)]
    [InlineData("plot", false)] // no name, and determines one column only
    [InlineData("model", false)]
    public void LevelsWithDigitsAreKeysAlsoOfSeveralPatterns(string name, bool areKeys)
    {
        var rows = Read(
            [name, "group"],
            (unit, _) => [unit % 9 == 4 ? $"{100 + (13 * unit)}a" : $"{100 + (13 * unit)}", $"{unit % 2}"]
        );
        Assert.Equal(areKeys, rows.Columns[0].Kind is IdentifierKind { Pattern: "[1-9][0-9]{2}", Repeats: true });
        Assert.Equal("152a", rows.Columns[0].Kind.Write(rows[4 * Times, 0]));
        // Names have no pattern.
        var named = Read(
            [name, "group"],
            (unit, _) => [$"{(char)('a' + (unit % 26))}{(char)('a' + (unit / 26))}", $"{unit % 2}"]
        );
        Assert.True(named.Columns[0].Kind is CategoryKind);
    }

    [Fact]
    public void CodesAreNoKeysWhereMostColumnsOfSuchANameAreNone()
    {
        // Of the last, most codes have few rows.
        string[] names = ["V1", "V2", "V3", "V4"];
        var table = Numbers(
            names,
            (unit, t) => ["012", "013", $"{unit % 20:000}", $"{((unit * Times) + t) % 200:000000}"]
        );
        Assert.True(table.Columns[3].Kind is IdentifierKind);
        var read = NumberedColumns.Apply(new LoadedTable(table, 0), null).Table;
        Assert.True(read.Columns[3].Kind is CategoryKind { LevelCount: 200 });
        Assert.Equal("000123", read.Columns[3].Kind.Write(read[123, 3]));
        Assert.True(read.Columns.Take(3).All(column => column.Kind is CategoryKind));
        var alone = new LoadedTable(table.TakeColumns([0, 3]), 0);
        Assert.True(NumberedColumns.Apply(alone, null).Table.Columns[1].Kind is IdentifierKind);
    }

    [Fact]
    public void WhatASchemaDeclaresStays()
    {
        var loaded = new LoadedTable(Numbers(["firm", "year"], (unit, t) => [$"{unit + 1}", $"{t}"]), 0);
        var schema = TableSchema.From(loaded.Table);
        Assert.True(PanelKeys.Apply(loaded, schema).Table.Columns[0].Kind is NumberKind);
        Assert.True(PanelKeys.Apply(loaded, null).Table.Columns[0].Kind is IdentifierKind);
    }

    [Fact]
    public void SamplesOfAPanelHaveOneRowForEachTime()
    {
        var rows = Read(["id", "year"], (unit, t) => [$"{unit + 1}", $"{2000 + t}"]);
        var rule = Assert.Single(SubjectSearch.All(rows));
        Assert.Empty(rule.Same);
        Assert.Equal(["year"], rule.Series!.Unlike);
    }

    /// <summary>Codes of states, each with each income once, are no people.</summary>
    [Theory]
    [InlineData("name", true, false)]
    [InlineData("name", false, true)]
    [InlineData("state", false, false)]
    public void NumbersOfLevelsAreNoKeys(string name, bool areCrossed, bool areKeys)
    {
        var rows = Read(
            ["id", name, "half", "group"],
            (unit, t) =>
                [
                    $"{unit + 1}",
                    $"{(char)('A' + (unit % 26))}{(char)('a' + (unit / 26))}",
                    $"{"LR"[unit % 2]}",
                    $"{"abcdefghij"[areCrossed ? t : unit * t % Times]}",
                ]
        );
        Assert.Equal(areKeys, rows.Columns[0].Kind is IdentifierKind);
    }

    /// <summary>A copy of keys has the same fresh ones, and neither is quoted that was not.</summary>
    [Fact]
    public void NumbersThatRepeatKeysAreKeys()
    {
        string[] Cells(int unit, int t) =>
            [$"{unit + 1}", $"{unit + 1}", $"{(unit + 1) % 60}", $"\"{"LR"[unit % 2]}\""];
        var loaded = new LoadedTable(Numbers(["tvparnr", "id", "other", "half"], Cells), 0);
        var rows = CopiedKeys.Apply(PanelKeys.Apply(loaded, null), null).Table;
        Assert.Equal(rows.Columns[1].Kind, rows.Columns[0].Kind);
        Assert.True(rows.Columns[0].Kind is IdentifierKind && rows.Columns[2].Kind is NumberKind);
        Assert.Equal(rows.ColumnValues(1), rows.ColumnValues(0));
        using var written = new MemoryStream();
        CsvWriter.Write(written, rows.TakeRows([0]));
        Assert.Contains("1,1,1,\"L\",", Encoding.UTF8.GetString(written.ToArray()), StringComparison.Ordinal);
    }

    /// <summary>The readings of things, and a number plate of each.</summary>
    [Theory]
    [InlineData("meter", true)]
    [InlineData("vehicle_id", true)]
    [InlineData("shelf", false)]
    public void ThingsWithReadingsAreKeys(string name, bool areKeys)
    {
        var rows = SubjectKinds
            .Apply(
                new LoadedTable(
                    Numbers(
                        [name, "date", "plate"],
                        (unit, t) =>
                            [
                                $"V-{unit:000}",
                                $"2024-{t + 1:00}-01",
                                $"{(char)('A' + (unit % 26))}{(char)('Z' - (unit % 7))}-{100 + (unit * 37 % 900)}",
                            ]
                    ),
                    0
                ),
                null
            )
            .Table;
        Assert.Equal(areKeys, rows.Columns[0].Kind is IdentifierKind { Repeats: true });
        Assert.Equal(areKeys, rows.Columns[2].Kind is IdentifierKind { Repeats: true });
        if (areKeys)
        {
            // Each fresh key has one fresh plate.
            using var model = TrainedModel
                .Train(new RunSettings { Model = "trees", Data = DataSource.FromTable(rows) })
                .As<TableModel>();
            var samples = model.Sample(400, 1);
            string[] keys = VisitRows.Texts(samples, name);
            string[] plates = VisitRows.Texts(samples, "plate");
            Assert.Equal(keys.Distinct().Count(), plates.Distinct().Count());
            Assert.Equal(keys.Distinct().Count(), keys.Zip(plates).Distinct().Count());
            Assert.DoesNotContain("V-007", keys);
        }
    }

    private static Table Read(string[] names, Func<int, int, string[]> cells, Func<int, int>? times = null) =>
        PanelKeys.Apply(new LoadedTable(Numbers(names, cells, times), 0), null).Table;

    private static Table Numbers(string[] names, Func<int, int, string[]> cells, Func<int, int>? times = null)
    {
        var text = new StringBuilder($"{string.Join(',', names)},value\n");
        for (int row = 0; row < Units * Times; row++)
        {
            if (row % Times >= (times?.Invoke(row / Times) ?? Times))
            {
                continue;
            }

            string value = (row * 0.618 % 1).ToString("0.0000", CultureInfo.InvariantCulture);
            text.Append($"{string.Join(',', cells(row / Times, row % Times))},{value}\n");
        }

        return CsvReader.Read(Encoding.UTF8.GetBytes(text.ToString()), "rows.csv", []).Table;
    }
}

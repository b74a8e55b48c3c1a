using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Detection;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Rules.Keys;
using Likeness.Modalities.Tables.Rules.Orders;
using Likeness.Models.Trees;
using Likeness.Runs;

namespace Likeness.Tests.Modalities.Tables.Subjects;

/// <summary>Keys of which few have several rows: what is the same in all rows of a key, and intervals that follow each other.</summary>
public sealed class FewRepeatedKeysTests
{
    private const int Patients = 128;

    [Fact]
    public void AllWaysToDealOutValuesAreCounted()
    {
        // Of 6 ways to give two of four rows the first value, 2 keep both keys whole.
        double[] values = [5, 5, 7, 7, 9];
        Assert.Equal(Math.Log(2 / 6.0), KeyEvidence.LogExchanged([0, 0, 2, 2, 4], values), 12);
        Assert.Equal(0, KeyEvidence.LogExchanged([0, 0, 2, 2, 4], [5, 5, 5, 5, 9]), 12);
        Assert.Equal(2, KeyEvidence.Repeated([0, 0, 2, 2, 4]));
    }

    [Fact]
    public void RareLevelsThatAreTheSameInAllRowsStayTheSame()
    {
        var rule = Assert.Single(SubjectSearch.All(Read(Visits(1))));
        Assert.Equal(["treat", "sex", "steroids", "weight"], rule.Same);
    }

    [Fact]
    public void IndependentRareFlagsAreHardlyEver()
    {
        int found = 0;
        int constant = 0;
        for (ulong seed = 0; seed < 400; seed++)
        {
            var visits = Visits(1);
            var random = new PhiloxRandom(seed, 3);
            double rate = 0.002 + (0.03 * random.NextDouble());
            double[] flags =
            [
                .. Enumerable.Range(0, visits.RowCount).Select(_ => random.NextDouble() < rate ? 1.0 : 0),
            ];
            var rows = Table.FromColumns(
                [.. visits.Columns, new Column("flag")],
                [.. Enumerable.Range(0, visits.Width).Select(visits.ColumnValues), flags]
            );
            int[] keys = KeyEvidence.GroupsOf(rows.Column(0));
            constant += KeyEvidence.IsSame(keys, flags) ? 1 : 0;
            found += SameInKeys.Of(rows, 0, keys).Contains(visits.Width) ? 1 : 0;
        }

        // Many are the same by chance.
        Assert.InRange(constant, 40, 400);
        Assert.InRange(found, 0, 1);
    }

    [Fact]
    public void RowsThatBeginWhereTheOneBeforeEndedEndLater()
    {
        var data = Visits(1);
        var encoding = TableEncoding.Fit(Read(data), new TreesOptions());
        Assert.Contains(encoding.Rules, rule => rule is DifferenceColumn { Column: "tstop" });
        using var model = TrainedModel
            .Train(new RunSettings { Model = "trees", Data = DataSource.FromTable(data) })
            .As<TableModel>();
        var samples = model.Sample(1500, 2);
        var cells = new NamedCells(samples);
        string[] keys = VisitRows.Texts(samples, "id");
        int further = 0;
        for (int row = 0; row < keys.Length; row++)
        {
            Assert.True(cells["tstart"][row] <= cells["tstop"][row]);
            if (row > 0 && keys[row] == keys[row - 1])
            {
                further++;
                Assert.Equal(cells["tstop"][row - 1], cells["tstart"][row], 6);
            }
        }

        Assert.InRange(further, 300, 900);
    }

    private static Table Read(Table rows) => Schema.Detect(rows).Apply(rows);

    // Patients under observation, the first from 0 on, until an infection, after which it begins again: most once.
    private static Table Visits(ulong seed)
    {
        var random = new PhiloxRandom(seed, 0);
        var rows =
            new List<(int Key, bool IsTreated, bool IsFemale, bool Has, double Weight, double From, double To)>();
        for (int key = 0; key < Patients; key++)
        {
            var one = (
                key,
                random.NextDouble() < 0.4,
                random.NextDouble() < 0.2,
                key % 19 == 3,
                Math.Round(20 + (60 * random.NextDouble()), 1)
            );
            // Every third one has several rows.
            int count = key % 3 == 0 ? 2 + (int)(3 * random.NextDouble() * random.NextDouble()) : 1;
            double from = 0;
            for (int i = 0; i < count; i++)
            {
                double to = from + 20 + Math.Round(280 * random.NextDouble());
                rows.Add((one.key, one.Item2, one.Item3, one.Item4, one.Item5, from, to));
                from = to;
            }
        }

        return Table.FromArrays(
            ("id", rows.Select(row => $"P{row.Key + 100}").ToArray()),
            ("treat", rows.Select(row => row.IsTreated ? "rIFN" : "placebo").ToArray()),
            ("sex", rows.Select(row => row.IsFemale ? "female" : "male").ToArray()),
            ("steroids", rows.Select(row => row.Has ? "taken" : "none").ToArray()),
            ("weight", rows.Select(row => row.Weight).ToArray()),
            ("tstart", rows.Select(row => row.From).ToArray()),
            ("tstop", rows.Select(row => row.To).ToArray())
        );
    }
}

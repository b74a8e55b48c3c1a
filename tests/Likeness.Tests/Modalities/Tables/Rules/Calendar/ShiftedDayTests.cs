using System.Text.Json;
using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Rules.Declared;
using Likeness.Runs;

namespace Likeness.Tests.Modalities.Tables.Rules.Calendar;

/// <summary>Days that lie as many months before or behind another one as a column says.</summary>
public sealed class ShiftedDayTests
{
    private const int Rows = 400;
    private const string CancelBy = "cancel_by = end - notice months";
    private const string End = "end = start + term months - 1 day";

    [Fact]
    public void DaysAreComputedFromMonths()
    {
        var contracts = Contracts();
        var found = TableRules.Find(contracts, wanted: true);
        Assert.Equal([CancelBy, End], Texts(found));
        var rules = TableRules.FromJson(JsonDocument.Parse(found.ToJson().GetRawText()).RootElement);
        var encoded = rules.Encode(contracts);
        Assert.Equal(["start", "term", "notice"], encoded.Columns.Select(column => column.Name));
        var back = rules.Decode(encoded);
        Assert.All(
            Enumerable.Range(0, contracts.Width),
            column => Assert.Equal(contracts.ColumnValues(column), back.ColumnValues(column))
        );
        double[] other = contracts.ColumnValues(4);
        other[7] += 86_400;
        var broken = With(contracts, other);
        Assert.Equal([7], Enumerable.Range(0, Rows).Where(row => !rules.Hold(broken)[row]));
        Assert.DoesNotContain(CancelBy, Texts(TableRules.Find(broken, wanted: true)));
    }

    [Fact]
    public void SamplesSatisfyThem()
    {
        using var model = TrainedModel
            .Train(new RunSettings { Model = "trees", Data = DataSource.FromTable(Contracts()) })
            .As<TableModel>();
        var samples = model.Sample(1000);
        for (int row = 0; row < 1000; row++)
        {
            var end = At(samples[row, 0]).AddMonths((int)samples[row, 1]).AddDays(-1);
            Assert.Equal(end, At(samples[row, 2]));
            Assert.Equal(end.AddMonths(-(int)samples[row, 3]), At(samples[row, 4]));
        }
    }

    [Fact]
    public void TheyMayBeDeclared()
    {
        var contracts = Contracts();
        Assert.Equal([CancelBy, End], Texts(DeclaredRules.Create(contracts, [End, CancelBy])));
        Assert.Contains("not so many months", Error("cancel_by = end + notice months"), StringComparison.Ordinal);
        Assert.Contains("not so many months", Error("end = start + term months"), StringComparison.Ordinal);
        Assert.Contains("not of one kind", Error("notice = end - term months"), StringComparison.Ordinal);
        Assert.Contains("no column 'period'", Error("end = start + period months"), StringComparison.Ordinal);

        string Error(string text) =>
            Assert.Throws<LikenessException>(() => DeclaredRules.Create(contracts, [text])).Message;
    }

    private static string[] Texts(TableRules rules) => [.. rules.Rules.SelectMany(rule => rule.Texts)];

    private static DateTime At(double seconds) => DateTime.UnixEpoch.AddSeconds(seconds);

    private static Table With(Table contracts, double[] cancelBy) =>
        Table.FromColumns(contracts.Columns, [.. Enumerable.Range(0, 4).Select(contracts.ColumnValues), cancelBy]);

    private static Table Contracts()
    {
        var random = new PhiloxRandom(3, 0);
        DateTime[] starts =
        [
            .. Enumerable.Range(0, Rows).Select(_ => new DateTime(2019, 1, 1).AddDays(random.NextInt(2000))),
        ];
        double[] terms = [.. starts.Select(_ => 12.0 * (1 + random.NextInt(3)))];
        double[] notices = [.. starts.Select(_ => (double)((int[])[1, 2, 3, 6])[random.NextInt(4)])];
        DateTime[] ends = [.. starts.Zip(terms, (start, term) => start.AddMonths((int)term).AddDays(-1))];
        var day = new TimeKind("yyyy-MM-dd", IsDay: true);
        return Table.FromColumns(
            [
                new("start") { Kind = day },
                new("term", new Grid(12, 12, 3)),
                new("end") { Kind = day },
                new("notice", new Grid(1, 1, 6)),
                new("cancel_by") { Kind = day },
            ],
            [
                [.. starts.Select(Seconds)],
                terms,
                [.. ends.Select(Seconds)],
                notices,
                [.. ends.Zip(notices, (end, months) => Seconds(end.AddMonths(-(int)months)))],
            ]
        );

        static double Seconds(DateTime time) => (time - DateTime.UnixEpoch).TotalSeconds;
    }
}

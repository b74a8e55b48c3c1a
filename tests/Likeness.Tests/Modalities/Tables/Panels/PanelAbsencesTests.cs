using System.Text.Json;
using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Panels;
using Likeness.Runs;

namespace Likeness.Tests.Modalities.Tables.Panels;

/// <summary>Columns that are missing at the ends of the series of a panel.</summary>
public sealed class PanelAbsencesTests
{
    private const int Series = 15;
    private const int Weeks = 30;

    [Fact]
    public void MovingAveragesAreMissingWhereTheyWereNotThere()
    {
        var data = Averages(alsoIn: -1);
        var (panel, rows) = PanelContextTests.Loaded(data);
        var context = PanelContext.Fit(panel, rows, []).WithAbsences(rows);
        Assert.NotNull(context.Absences);
        Assert.Equal([new PanelAbsence("average", 3, 0), new PanelAbsence("centred", 1, 1)], context.Absences.All);
        Assert.Equal(
            "'centred' is missing in the first row and the last row of each series, and nowhere else",
            context.Absences.All[1].Summary
        );
        Assert.Equal(context, JsonSerializer.Deserialize<PanelContext>(JsonSerializer.Serialize(context)));

        using var model = TrainedModel
            .Train(new RunSettings { Model = "trees", Data = DataSource.FromTable(data) })
            .As<TableModel>();
        var cells = new NamedCells(model.Sample(data.RowCount, 3));
        for (int row = 0; row < data.RowCount; row++)
        {
            Assert.Equal(row % Weeks < 3, double.IsNaN(cells["average"][row]));
            Assert.Equal(row % Weeks is 0 or Weeks - 1, double.IsNaN(cells["centred"][row]));
        }
    }

    [Fact]
    public void OneMissingElsewhereIsEnough()
    {
        var (panel, rows) = PanelContextTests.Loaded(Averages(alsoIn: 17));
        var absences = PanelContext.Fit(panel, rows, []).WithAbsences(rows).Absences;
        Assert.Equal(["centred"], absences?.All.Select(one => one.Column));
    }

    private static Table Averages(int alsoIn)
    {
        var random = new PhiloxRandom(4, 0);
        int count = Series * Weeks;
        var (week, place) = (new DateTime[count], new string[count]);
        var (own, average, centred) = (new double[count], new double?[count], new double?[count]);
        for (int row = 0; row < count; row++)
        {
            (week[row], place[row]) = (new DateTime(2023, 1, 2).AddDays(7 * (row % Weeks)), $"Place {row / Weeks:00}");
            own[row] = Math.Round(50 + (5 * (row / Weeks)) + (4 * random.NextNormal()), 1);
        }

        for (int row = 0; row < count; row++)
        {
            average[row] = row % Weeks < 3 || row == alsoIn ? null : Math.Round(own[(row - 3)..(row + 1)].Average(), 2);
            centred[row] = row % Weeks is 0 or Weeks - 1 ? null : Math.Round(own[(row - 1)..(row + 2)].Average(), 2);
        }

        return Table.FromArrays(
            ("place", place),
            ("week", week),
            ("own", own),
            ("average", average),
            ("centred", centred)
        );
    }
}

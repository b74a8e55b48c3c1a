using System.Globalization;
using System.Text;
using Likeness.Data;
using Likeness.Data.Detection;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables.Privacy;

namespace Likeness.Tests.Data.Detection;

/// <summary>Names of units with a row for each of a few times.</summary>
public sealed class NamedPanelKeysTests
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyz";

    [Theory]
    [InlineData(40, 3, true)]
    [InlineData(80, 4, true)]
    [InlineData(40, 6, false)] // protection keeps these
    [InlineData(16, 4, true)]
    [InlineData(8, 3, false)]
    public void NamesOfAFewTimesAreKeys(int units, int times, bool areKeys)
    {
        var rows = Read(units, times, (_, time) => time);
        Assert.Equal(areKeys, rows.Columns[0].Kind is IdentifierKind { Repeats: true, Pattern: "land {0}" });
        Assert.Equal(times > 5, rows.Columns.Any(column => column.Panel is not null));
    }

    /// <summary>Four indicators of each country, and no time.</summary>
    [Theory]
    [InlineData(4, 4, true)]
    [InlineData(4, 3, false)] // some twice
    public void NamesThatAreCrossedWithACategoryAreKeys(int rowsOfEach, int indicators, bool areKeys)
    {
        var text = new StringBuilder("country,indicator,value\n");
        for (int row = 0; row < 200 * rowsOfEach; row++)
        {
            int unit = row / rowsOfEach;
            string name = $"{Letters[unit % 26]}{Letters[unit / 26]}x".ToUpperInvariant();
            text.Append(
                CultureInfo.InvariantCulture,
                $"{name},part {(row + unit) % rowsOfEach % indicators},{row * 0.618 % 1:F4}\n"
            );
        }

        var read = CsvReader.Read(Encoding.UTF8.GetBytes(text.ToString()), "t.csv", []);
        var kind = SubjectKinds.Apply(read, null).Table.Columns[0].Kind;
        Assert.Equal(areKeys, kind is IdentifierKind { Repeats: true, Pattern: "country {0}" });
        Assert.True(areKeys || kind is TextKind);
    }

    [Fact]
    public void NamesWithSeveralRowsOfATimeAreNone() =>
        Assert.False(Read(40, 3, (unit, time) => time * unit % 3).Columns[0].Kind is IdentifierKind);

    /// <summary>A part of a panel of five times has fewer rows of each series than protection needs.</summary>
    [Fact]
    public void AllRowsOfAFileCountForTheSeriesOfAPanel()
    {
        var rows = Read(40, 5, (_, time) => time);
        Assert.Contains(rows.Columns, column => column.Panel is not null);
        var train = rows.TakeRows([.. Enumerable.Range(0, rows.RowCount).Where(row => row % 5 < 3)]);
        Assert.DoesNotContain(Protection.Fit(train).Limits, limit => limit.Rare.Count > 0);
        var other = train.Under([.. train.Columns.Select(column => column with { Panel = null })]);
        Assert.Equal(40, Protection.Fit(other).Limits.First(limit => limit.Column == "land").Rare.Count);
    }

    private static Table Read(int units, int times, Func<int, int, int> timeOf)
    {
        var text = new StringBuilder("land,region,year,score\n");
        for (int unit = 0; unit < units; unit++)
        {
            for (int time = 0; time < times; time++)
            {
                string name = $"Upper {Letters[unit % 26]}{Letters[unit / 26]}o";
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"{name},R{unit % 3},{2015 + timeOf(unit, time)},{(unit * 7 + time * 13) % 100 / 10.0:F1}\n"
                );
            }
        }

        var read = CsvReader.Read(Encoding.UTF8.GetBytes(text.ToString()), "t.csv", []);
        return SubjectKinds.Apply(read, null).Table;
    }
}

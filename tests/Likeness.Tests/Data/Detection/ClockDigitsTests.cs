using System.Globalization;
using System.Text;
using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables.Rules;

namespace Likeness.Tests.Data.Detection;

/// <summary>Times of day of digits alone, such as 805 for 08:05.</summary>
public sealed class ClockDigitsTests
{
    [Theory]
    [InlineData("hhmm", "0805", 29_100)]
    [InlineData("hhmm", "0000", 0)]
    [InlineData("hhmm", "2400", 86_400)]
    [InlineData("hmm", "805", 29_100)]
    [InlineData("hmm", "5", 300)]
    [InlineData("hmm", "0", 0)]
    [InlineData("hmm.0", "1054.0", 39_240)]
    [InlineData("hh.mm.ss", "18.05.09", 65_109)]
    public void AreRead(string format, string text, double seconds)
    {
        var kind = new DurationKind(format);
        Assert.True(kind.TryRead(text, out double value));
        Assert.Equal(seconds, value);
        Assert.Equal(text, kind.Write(value));
    }

    [Theory]
    [InlineData("hhmm", "805")]
    [InlineData("hhmm", "0860")]
    [InlineData("hhmm", "2401")]
    [InlineData("hmm", "0805")]
    [InlineData("hmm", "-5")]
    [InlineData("hmm.0", "1054")]
    public void OthersAreNot(string format, string text) => Assert.False(new DurationKind(format).TryRead(text, out _));

    [Theory]
    [InlineData(87_000, "0010")]
    [InlineData(-600, "2350")]
    public void WhatIsComputedIsWrittenAsATimeOfDay(double seconds, string text) =>
        Assert.Equal(text, new DurationKind("hhmm").Write(seconds));

    [Theory]
    [InlineData("x", "{0:00}{1:00}", 1, "hhmm")]
    [InlineData("x", "{0}{1:00}", 1, "hmm")]
    [InlineData("dep_time", "{0}{1:00}.0", 1, "hmm.0")]
    [InlineData("dep_time", "{0:00}{1:00}", 5, "hhmm")]
    [InlineData("x", "{0:00}{1:00}", 5, null)]
    public void AreDetected(string name, string format, int step, string? expected)
    {
        var random = new PhiloxRandom(3, 0);
        string[] cells =
        [
            .. Enumerable
                .Range(0, 300)
                .Select(_ =>
                    string.Format(
                        CultureInfo.InvariantCulture,
                        format,
                        (int)(1 + (23 * random.NextDouble())),
                        step * (int)(60 / step * random.NextDouble())
                    )
                ),
        ];
        Assert.Equal(expected, (KindOf(name, cells) as DurationKind)?.Format);
    }

    /// <summary>Years, prices, and numbers of up to 2,400.</summary>
    [Theory]
    [InlineData(1, 1990, 60)]
    [InlineData(1, 2000, 25)]
    [InlineData(50, 0, 48)]
    [InlineData(1, 0, 2400)]
    public void OtherNumbersStayNumbers(int step, int first, int count)
    {
        var random = new PhiloxRandom(4, 0);
        string[] cells =
        [
            .. Enumerable.Range(0, 300).Select(_ => $"{first + (step * (int)(count * random.NextDouble()))}"),
        ];
        Assert.IsType<NumberKind>(KindOf("x", cells));
    }

    [Theory]
    [InlineData(400, "arrival = clock(departure + 60 × minutes)")]
    [InlineData(60, "arrival = departure + 60 × minutes")]
    public void ArrivalsPastMidnightAreComputed(int longest, string expected)
    {
        var random = new PhiloxRandom(5, 0);
        var text = new StringBuilder("departure,minutes,arrival\n");
        for (int row = 0; row < 300; row++)
        {
            int departure = 300 + (int)(1075 * random.NextDouble());
            int minutes = (int)(longest * random.NextDouble());
            text.Append(
                CultureInfo.InvariantCulture,
                $"{Written(departure)},{minutes},{Written(departure + minutes)}\n"
            );
        }

        var table = CsvReader.Read(Encoding.UTF8.GetBytes(text.ToString()), "t.csv", []).Table;
        var rules = TableRules.Find(Schema.Detect(table).Apply(table), wanted: true);
        Assert.Contains(expected, rules.Texts);

        static string Written(int minutes) =>
            string.Create(CultureInfo.InvariantCulture, $"{minutes / 60 % 24:00}:{minutes % 60:00}");
    }

    private static ColumnKind KindOf(string name, IEnumerable<string> cells) =>
        CsvReader
            .Read(
                Encoding.UTF8.GetBytes($"{name},y\n{string.Concat(cells.Select(cell => $"{cell},1\n"))}"),
                "t.csv",
                []
            )
            .Table.Columns[0]
            .Kind;
}

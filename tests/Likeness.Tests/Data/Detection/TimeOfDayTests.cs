using Likeness.Data.Kinds;

namespace Likeness.Tests.Data.Detection;

/// <summary>Times of day of 12 hours.</summary>
public sealed class TimeOfDayTests
{
    [Theory]
    [InlineData("05:34 PM|12:05 AM|12:00 PM", "hh:mm tt")]
    [InlineData("5:34 PM|12:05 AM|11:59 PM", "h:mm tt")]
    [InlineData("5:34 pm|12:05 am|11:59 pm", "h:mm am")]
    [InlineData("05:34pm|12:05am|11:59pm", "hh:mmam")]
    [InlineData("5:34:07PM|12:05:00AM|11:59:59PM", "h:mm:sstt")]
    [InlineData("05:34:07.25 PM|12:05:00.50 AM|11:59:59.75 PM", "hh:mm:ss.ff tt")]
    public void A_time_is_written_as_it_was(string cells, string format)
    {
        var table = Read(cells);
        Assert.Equal(format, Assert.IsType<DurationKind>(table.Columns[0].Kind).Format);
        Assert.Equal(17, Math.Floor(table[0, 0] / 3600));
        Assert.Equal(0, Math.Floor(table[1, 0] / 3600));
        Assert.Equal(cells, string.Join('|', table.ColumnValues(0).Select(table.Columns[0].Write)));
    }

    [Theory]
    [InlineData("5:34 PM|6:05 pm|5:34 PM")]
    [InlineData("5:34 PM|17:05|5:34 PM")]
    [InlineData("5:34 PM|17:05 PM|5:34 PM")]
    [InlineData("0:34 PM|7:05 PM|0:34 PM")]
    public void Times_in_two_styles_are_a_category(string cells) =>
        Assert.Equal("category", Read(cells).Columns[0].Kind.Name);

    [Theory]
    [InlineData(86_399.9, "12:00 AM")]
    [InlineData(-60, "11:59 PM")]
    public void A_sample_is_a_time_of_day(double seconds, string text) =>
        Assert.Equal(text, new DurationKind("h:mm tt").Write(seconds));

    private static Likeness.Data.Table Read(string cells) =>
        KindDetectionTests.Read("name,b\n" + string.Concat(cells.Split('|').Select(cell => $"\"{cell}\",1.5\n"))).Table;
}

using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Sampling.Conditions;

namespace Likeness.Tests.Sampling.Conditions;

public sealed class ConditionPeriodTests
{
    private static readonly Column[] Columns =
    [
        new("at") { Kind = new TimeKind("yyyy-MM-dd HH:mm:ss") },
        new("tag") { Kind = new TimeKind("dd.MM.yyyy", IsDay: true) },
        new("zoned") { Kind = new TimeKind("yyyy-MM-ddTHH:mm:sszzz", HasZone: true, Offset: TimeSpan.FromHours(2)) },
    ];

    [Theory]
    [InlineData("at>2025-03-31", "2025-03-31 23:59:59", false)]
    [InlineData("at>2025-03-31", "2025-04-01 00:00:00", true)]
    [InlineData("at>=2025-03", "2025-02-28 23:59:59", false)]
    [InlineData("at>=2025-03", "2025-03-01 00:00:00", true)]
    [InlineData("at<=2025", "2025-12-31 23:59:59", true)]
    [InlineData("at<=2025", "2026-01-01 00:00:00", false)]
    [InlineData("at<2025-03-31T12", "2025-03-31 12:00:00", false)]
    [InlineData("at=2025-03-31 12:05", "2025-03-31 12:05:59", true)]
    [InlineData("at=2025-03-31 12:05", "2025-03-31 12:06:00", false)]
    [InlineData("2025-03-30<at<2025-04-01", "2025-03-31 00:00:00", true)]
    [InlineData("2025-03-30<at<2025-04-01", "2025-03-30 18:00:00", false)]
    // As the file writes it, a time is that very one.
    [InlineData("at>2025-03-31 12:05:00", "2025-03-31 12:05:01", true)]
    [InlineData("tag=2024-02", "29.02.2024", true)]
    [InlineData("tag=2024-02", "01.03.2024", false)]
    [InlineData("tag>01.02.2024", "02.02.2024", true)]
    [InlineData("zoned>=2025-06-01", "2025-06-01T00:00:00+02:00", true)]
    [InlineData("zoned>=2025-06-01", "2025-05-31T23:59:59+02:00", false)]
    public void A_time_may_be_a_period(string text, string value, bool expected)
    {
        var condition = new ConditionParser(Columns, ConditionText.Plain(text)).Read().Single();
        Assert.True(Columns[condition.Column].Kind.TryRead(value, out double cell));
        Assert.Equal(expected, condition.Holds(cell));
    }

    [Theory]
    [InlineData("at>2025-13")]
    [InlineData("at>31.3.2025")]
    [InlineData("tag>9999")]
    public void What_is_none_is_told_in_a_sentence(string text)
    {
        var error = Assert.Throws<LikenessException>(() =>
            new ConditionParser(Columns, ConditionText.Plain(text)).Read().ToArray()
        );
        Assert.Contains(
            "write it as the data does, or like 2025-03-31 or 2025-03",
            error.Message,
            StringComparison.Ordinal
        );
    }
}

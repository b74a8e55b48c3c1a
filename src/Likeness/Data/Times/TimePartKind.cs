using System.Text.Json.Serialization;

namespace Likeness.Data.Times;

/// <summary>What a column says of a time that several columns hold together.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TimePartKind>))]
internal enum TimePartKind
{
    /// <summary>The year, in full.</summary>
    Year,

    /// <summary>The quarter, 1 to 4.</summary>
    Quarter,

    /// <summary>The month, 1 to 12, or its name.</summary>
    Month,

    /// <summary>The day of the month.</summary>
    Day,

    /// <summary>The day, as a date.</summary>
    Date,

    /// <summary>The hour, 0 to 23.</summary>
    Hour,

    /// <summary>The minute.</summary>
    Minute,

    /// <summary>The second, without fractions.</summary>
    Second,

    /// <summary>The time of day.</summary>
    TimeOfDay,
}

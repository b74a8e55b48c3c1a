namespace Likeness.Data.Kinds;

/// <summary>A way to write durations or times of day besides hours, minutes and seconds between colons.</summary>
internal interface IDurationFormat
{
    /// <summary>Whether the first part has a leading zero.</summary>
    public bool IsPadded { get; }

    /// <summary>Whether texts of two parts are hours and minutes as well.</summary>
    public bool LeavesHoursOut { get; }

    /// <summary>Reads a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The number of seconds.</param>
    public bool TryRead(ReadOnlySpan<char> text, out double value);

    /// <summary>Writes a number of seconds.</summary>
    /// <param name="value">The number.</param>
    public string Write(double value);
}

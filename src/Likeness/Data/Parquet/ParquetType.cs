namespace Likeness.Data.Parquet;

/// <summary>The meaning of a column's values and how precisely a file stores them.</summary>
/// <param name="Kind">The meaning.</param>
internal sealed record ParquetType(ParquetKind Kind)
{
    /// <summary>The largest precision of a decimal that is stored in 64 bits.</summary>
    public const int MaxLongPrecision = 18;

    /// <summary>The bits of an integer (8, 16, 32, 64) or of a floating-point number (16, 32, 64).</summary>
    public int Bits { get; init; } = 64;

    /// <summary>Whether an integer may be negative.</summary>
    public bool IsSigned { get; init; } = true;

    /// <summary>The digits of a decimal.</summary>
    public int Precision { get; init; } = MaxLongPrecision;

    /// <summary>The digits of a decimal after the point.</summary>
    public int Scale { get; init; }

    /// <summary>The unit in which times and timestamps are stored; the values in memory are always seconds.</summary>
    public ParquetTimeUnit Unit { get; init; } = ParquetTimeUnit.Microseconds;

    /// <summary>Whether times and timestamps are in UTC, rather than local times of an unstated zone.</summary>
    public bool IsUtc { get; init; }
}

namespace Likeness.Data.Parquet;

/// <summary>The meaning of a column's values.</summary>
internal enum ParquetKind
{
    /// <summary>0 or 1.</summary>
    Boolean,

    /// <summary>Integers of 8 to 64 bits.</summary>
    Integer,

    /// <summary>Floating-point numbers of 16 to 64 bits.</summary>
    Number,

    /// <summary>Numbers with a fixed number of decimals.</summary>
    Decimal,

    /// <summary>Texts, enumerations, JSON and UUIDs.</summary>
    Text,

    /// <summary>Days since 1970-01-01.</summary>
    Date,

    /// <summary>Seconds since midnight.</summary>
    Time,

    /// <summary>Seconds since 1970-01-01 00:00:00.</summary>
    Timestamp,
}

namespace Likeness.Data.Parquet;

/// <summary>The unit in which a file stores times; the numbers are the fields of <c>TimeUnit</c> in parquet.thrift.</summary>
internal enum ParquetTimeUnit
{
    /// <summary>10⁻³ seconds.</summary>
    Milliseconds = 1,

    /// <summary>10⁻⁶ seconds.</summary>
    Microseconds = 2,

    /// <summary>10⁻⁹ seconds.</summary>
    Nanoseconds = 3,
}

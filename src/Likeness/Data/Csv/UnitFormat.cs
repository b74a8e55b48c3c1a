using Likeness.Data.Kinds;

namespace Likeness.Data.Csv;

/// <summary>How a file writes the numbers of one unit.</summary>
/// <param name="Exponent">The power of ten that a number is multiplied by, so that all are of one scale: 6 for M where others have K.</param>
/// <param name="Format">The format of the numbers, without the unit.</param>
public sealed record UnitFormat(int Exponent, NumberFormat Format)
{
    /// <summary>The most decimals; null for as many as a number needs.</summary>
    internal int? MostDecimals => Format.Decimals ?? Format.MaxDecimals;

    /// <summary>A number of the file on the common scale.</summary>
    internal double Scaled(double value) =>
        Exponent == 0 ? value
        : MostDecimals is int decimals ? Math.Round(value * Power, Math.Clamp(decimals - Exponent, 0, 15))
        : value * Power;

    /// <summary>The text of a number of the common scale.</summary>
    internal string Write(double value) => Format.Write(Exponent == 0 ? value : value / Power);

    private double Power => Math.Pow(10, Exponent);
}

namespace Likeness.Figures.Svg;

/// <summary>Round values for the ticks of an axis: multiples of 1, 2 or 5 times a power of ten.</summary>
internal static class Ticks
{
    /// <summary>About <paramref name="max"/> multiples of one round step between two values, both ends included.</summary>
    public static IReadOnlyList<(double Value, string Label)> Linear(double low, double high, int max)
    {
        double rough = (high - low) / Math.Max(1, max);
        double power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        double factor = (rough / power) switch
        {
            < 1.5 => 1,
            < 3.5 => 2,
            < 7.5 => 5,
            _ => 10,
        };
        double step = factor * power;
        if (!double.IsFinite(step) || !(step > 0))
        {
            return [];
        }

        int decimals = Math.Clamp(-(int)Math.Floor(Math.Log10(step) + 1e-9), 0, 12);
        double largest = Math.Max(Math.Abs(low), Math.Abs(high));
        bool powers = largest >= 1e6 || step < 1e-4;
        int digits = Math.Clamp((int)(Math.Floor(Math.Log10(largest)) - Math.Floor(Math.Log10(step))) + 1, 1, 15);

        var ticks = new List<(double, string)>();
        double first = Math.Ceiling((low / step) - 1e-9);
        int count = (int)Math.Clamp(Math.Floor((high / step) + 1e-9) - first + 1, 0, 4 * max);
        for (int i = 0; i < count; i++)
        {
            double value = (first + i) * step;
            ticks.Add((value, powers ? Numeral.Short(value, digits) : Numeral.Plain(value, decimals)));
        }

        return ticks;
    }

    /// <summary>Powers of ten between two positive values, every second or third where there are many, and 2 and 5 where there are few.</summary>
    public static IReadOnlyList<(double Value, string Label)> Logarithmic(double low, double high, int max)
    {
        int first = (int)Math.Ceiling(Math.Log10(low) - 1e-9);
        int last = (int)Math.Floor(Math.Log10(high) + 1e-9);
        int stride = Math.Max(1, (last - first + max) / Math.Max(1, max));
        int[] factors = last - first + 1 <= 2 ? [1, 2, 5] : [1];
        var ticks = new List<(double, string)>();
        for (int exponent = first - 1; exponent <= last; exponent++)
        {
            foreach (int factor in factors)
            {
                double value = factor * Math.Pow(10, exponent);
                if (value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9) && (exponent - first) % stride == 0)
                {
                    ticks.Add((value, factor == 1 ? Numeral.PowerOfTen(exponent) : Numeral.Short(value)));
                }
            }
        }

        return ticks.Count >= 2 ? ticks : Linear(low, high, max);
    }
}

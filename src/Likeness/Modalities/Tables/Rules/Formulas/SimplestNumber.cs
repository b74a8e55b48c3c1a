namespace Likeness.Modalities.Tables.Rules.Formulas;

/// <summary>The numbers of an interval that a person would write.</summary>
internal static class SimplestNumber
{
    private const int MaxDigits = 6;
    private const int MaxPlaces = 15;

    /// <summary>The number with the fewest digits in an interval, 0 if it is there; null if each has more than 6.</summary>
    public static double? In(double low, double high)
    {
        if (low <= 0 && high >= 0)
        {
            return 0;
        }

        for (int digits = 1; digits <= MaxDigits; digits++)
        {
            double number = Rounded((low + high) / 2, digits);
            if (number >= low && number <= high)
            {
                return number;
            }
        }

        return null;
    }

    /// <summary>The significant digits of a number, up to one more than those of simple ones.</summary>
    public static int Digits(double number)
    {
        int digits = 1;
        while (digits <= MaxDigits && Rounded(number, digits) != number)
        {
            digits++;
        }

        return digits;
    }

    /// <summary>A number rounded to significant digits.</summary>
    public static double Rounded(double number, int digits)
    {
        if (number == 0 || !double.IsFinite(number))
        {
            return number;
        }

        int places = digits - 1 - (int)Math.Floor(Math.Log10(Math.Abs(number)));
        double scale = Math.Pow(10, Math.Abs(places));
        return places < 0 ? Math.Round(number / scale) * scale
            : places <= MaxPlaces ? Math.Round(number, places)
            : Math.Round(number * scale) / scale;
    }
}

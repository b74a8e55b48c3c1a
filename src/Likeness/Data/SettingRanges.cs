using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;

namespace Likeness.Data;

/// <summary>
/// Checks the numbers of a record of options or settings against their <see cref="RangeAttribute"/>: the one check for the command line, for C#
/// and for files.
/// </summary>
public static class SettingRanges
{
    /// <summary>Checks every property that has a range; an array's elements one by one. What is not a number is in no range.</summary>
    /// <param name="settings">The record.</param>
    /// <param name="place">Where it was read, such as a file; null for nowhere in particular.</param>
    /// <exception cref="LikenessException">A property is out of its range; the message names it and the range.</exception>
    public static void Validate(object settings, string? place = null)
    {
        foreach (var property in settings.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.GetCustomAttribute<RangeAttribute>() is { } range && property.GetValue(settings) is { } value)
            {
                foreach (object item in value is Array many ? many.Cast<object>() : [value])
                {
                    if (!Holds(range, item))
                    {
                        throw new LikenessException(
                            $"{(place is null ? "" : $"{place}: ")}{property.Name} is {item}, which is out of range (give {range.Minimum} to {range.Maximum})"
                        );
                    }
                }
            }
        }
    }

    /// <summary>Whether a number lies in a range. The attribute's own check rounds a fraction where its bounds are whole numbers.</summary>
    /// <param name="range">The range; both bounds belong to it.</param>
    /// <param name="value">The number.</param>
    public static bool Holds(RangeAttribute range, object value)
    {
        double number = Number(value);
        return number >= Number(range.Minimum) && number <= Number(range.Maximum);
    }

    private static double Number(object value) => Convert.ToDouble(value, CultureInfo.InvariantCulture);
}

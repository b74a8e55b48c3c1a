using System.Globalization;

namespace Likeness.Data;

/// <summary>
/// How much more memory the process may take: the least of what the machine has available, what the limits of its control groups leave, and
/// what the environment variable LIKENESS_MEMORY leaves.
/// </summary>
internal static class AvailableMemory
{
    /// <summary>The environment variable that sets a limit for the process, such as <c>500M</c> or <c>8G</c>.</summary>
    public const string Variable = "LIKENESS_MEMORY";

    private const double Usable = 0.95; // the system and the runtime need the rest
    private const string Units = "KMGT";
    private const double Thousand = 1000;

    /// <summary>Bytes that can still be taken.</summary>
    /// <exception cref="LikenessException">The environment variable is set to something else than an amount.</exception>
    public static long Bytes
    {
        get
        {
            double left = Math.Min(MachineMemory.Available, ControlGroupMemory.Available());
            return (long)Math.Max(0, Usable * Math.Min(left, Declared - ProcessMemory.Held));
        }
    }

    private static double Declared =>
        Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } text ? double.PositiveInfinity
        : Parse(text) is { } bytes ? bytes
        : throw new LikenessException(
            $"{Variable} is '{ControlCharacters.Replace(text)}', which is no amount of memory (give one such as 500M or 8G)"
        );

    /// <summary>Refuses work for which the memory does not suffice.</summary>
    /// <param name="bytes">What the work takes.</param>
    /// <param name="work">The work, as the subject of a sentence that continues "needs about".</param>
    /// <param name="fix">How to make it smaller.</param>
    /// <exception cref="LikenessException">It is more than is available.</exception>
    public static void Require(double bytes, string work, string fix)
    {
        long available = Bytes;
        if (bytes > available)
        {
            throw new LikenessException(
                $"{work} needs about {Show(bytes)} of memory, and {Show(available)} are available ({fix})"
            );
        }
    }

    /// <summary>An amount for reading, such as 3.2 GB.</summary>
    public static string Show(double bytes)
    {
        int unit = -1;
        for (; bytes >= Thousand && unit < Units.Length - 1; unit++)
        {
            bytes /= Thousand;
        }

        string number = bytes.ToString(unit > 0 && bytes < 100 ? "0.#" : "0", CultureInfo.InvariantCulture);
        return unit < 0 ? $"{number} bytes" : $"{number} {Units[unit]}B";
    }

    private static double? Parse(string text)
    {
        int unit = Units.IndexOf(char.ToUpperInvariant(text[^1]), StringComparison.Ordinal);
        string number = unit < 0 ? text : text[..^1];
        return double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double amount)
            ? amount * Math.Pow(Thousand, unit + 1)
            : null;
    }
}

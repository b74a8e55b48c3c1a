namespace Likeness.Models.Trees.Boosted;
internal static class Tune
{
    public static double Get(string name, double other) =>
        Environment.GetEnvironmentVariable("BT_" + name) is { } text ? double.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : other;
}

namespace Likeness.Bench;

/// <summary>Reads options of the form <c>--name value</c>.</summary>
internal static class Arguments
{
    /// <summary>The value after a name, or null.</summary>
    public static string? Option(string[] arguments, string name)
    {
        int place = Array.IndexOf(arguments, name);
        return place >= 0 && place + 1 < arguments.Length ? arguments[place + 1] : null;
    }
}

namespace Likeness.Figures;

/// <summary>Reads the style sheets embedded in the library.</summary>
internal static class StyleSheet
{
    /// <summary>The text of a style sheet, by its file name.</summary>
    public static string Load(string name)
    {
        using var stream =
            typeof(StyleSheet).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not embedded in the library.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n").Trim();
    }
}

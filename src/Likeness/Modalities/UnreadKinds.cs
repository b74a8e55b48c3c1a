namespace Likeness.Modalities;

/// <summary>Says what is read instead of files that people try and no kind of data reads.</summary>
internal static class UnreadKinds
{
    /// <summary>What an audio file of another format needs.</summary>
    public const string Audio =
        "audio is read from WAVE files, and this is of another kind (convert it, as by ffmpeg -i clip.mp3 clip.wav)";

    private static readonly string[] OtherAudio =
    [
        ".mp3",
        ".flac",
        ".ogg",
        ".opus",
        ".m4a",
        ".aac",
        ".aif",
        ".aiff",
        ".wma",
    ];
    private static readonly string[] Pictures = [".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp", ".tif", ".tiff"];
    private static readonly string[] Texts = [".txt", ".text", ".md"];

    /// <summary>The sentence for files that are read together; null for files that some kind may read.</summary>
    /// <param name="files">The files or folders.</param>
    public static string? Complaint(IReadOnlyList<string> files) =>
        files is [var path]
            ? Directory.Exists(path)
                ? OfFolder(path)
                : OfFile(path)
            : OfSeveral(files);

    private static string? OfFile(string path) =>
        !File.Exists(path) ? null
        : Is(path, OtherAudio) ? $"{path}: {Audio}"
        : Is(path, Pictures) ? $"{path}: one picture is no dataset (give a folder of PNG or JPEG pictures)"
        : null;

    private static string? OfSeveral(IReadOnlyList<string> files) =>
        files.Count > 1 && files.All(file => Is(file, Texts))
            ? $"{files[0]} and {files[1]}: text is read from one file (join them, as by cat a.txt b.txt > all.txt)"
            : null;

    private static string? OfFolder(string folder)
    {
        string[] names;
        try
        {
            names =
            [
                .. Directory
                    .EnumerateDirectories(folder)
                    .Prepend(folder)
                    .SelectMany(Directory.EnumerateFiles)
                    .Where(name => !Path.GetFileName(name).StartsWith('.')),
            ];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null; // the code that reads the folder reports the error
        }

        return names.Length == 0 ? null
            : names.All(name => Is(name, OtherAudio)) ? $"{names[0]}: {Audio}"
            : names.All(name => Is(name, Texts))
                ? $"{folder}: text is read from one file, and this is a folder of {names.Length} (join them, as by cat {Path.Combine(folder, "*.txt")} > all.txt)"
            : null;
    }

    private static bool Is(string path, string[] extensions) =>
        extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);
}

namespace Likeness.Data;

/// <summary>The name of data as a user writes it: a file, or a dataset in it after <c>#</c>.</summary>
/// <param name="File">The file.</param>
/// <param name="Part">The dataset's path in the file, or null for none.</param>
internal readonly record struct DataFileName(string File, string? Part)
{
    private const char Mark = '#';

    /// <summary>Splits a name at its last <c>#</c>, unless that belongs to the name of an existing file.</summary>
    public static DataFileName Parse(string name)
    {
        int mark = name.LastIndexOf(Mark);
        return mark > 0 && !System.IO.File.Exists(name) && System.IO.File.Exists(name[..mark])
            ? new(name[..mark], name[(mark + 1)..])
            : new(name, null);
    }
}

namespace Likeness.Data;

/// <summary>What a user names as data: a file, or behind <c>#</c> a dataset in it.</summary>
/// <param name="File">The file.</param>
/// <param name="Part">The dataset's path in the file, or null where none is named.</param>
internal readonly record struct DataFileName(string File, string? Part)
{
    private const char Mark = '#';

    /// <summary>Parts a name at its last <c>#</c>, unless that belongs to the name of a file that exists.</summary>
    public static DataFileName Parse(string name)
    {
        int mark = name.LastIndexOf(Mark);
        return mark > 0 && !System.IO.File.Exists(name) && System.IO.File.Exists(name[..mark])
            ? new(name[..mark], name[(mark + 1)..])
            : new(name, null);
    }
}

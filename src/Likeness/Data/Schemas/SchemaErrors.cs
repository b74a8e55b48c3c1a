namespace Likeness.Data.Schemas;

/// <summary>All errors of a schema, so that one message names them.</summary>
/// <param name="file">The schema's file.</param>
internal sealed class SchemaErrors(string file)
{
    private const int MaxShown = 100;
    private readonly List<string> errors = [];

    /// <summary>Adds an error.</summary>
    /// <param name="path">Its place in the JSON, such as <c>$.columns[3].kind</c>.</param>
    /// <param name="what">What is wrong, and the fix.</param>
    public void Add(string path, string what) => errors.Add($"{path}: {ControlCharacters.Replace(what)}");

    /// <summary>Throws if there are errors.</summary>
    /// <exception cref="LikenessException">There are.</exception>
    public void Throw()
    {
        if (errors.Count > 0)
        {
            string more = errors.Count > MaxShown ? $"; and {errors.Count - MaxShown} more" : "";
            throw new LikenessException($"{file}: {string.Join("; ", errors.Take(MaxShown))}{more}");
        }
    }
}

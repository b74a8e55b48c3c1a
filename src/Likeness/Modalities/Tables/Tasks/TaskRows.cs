using Likeness.Data;
using Likeness.Runs;

namespace Likeness.Modalities.Tables.Tasks;

/// <summary>The rows of a task: those of a source that have the columns of the run's data, or the run's own.</summary>
/// <param name="model">The model.</param>
/// <param name="source">The source, whose columns may be in any order, with further ones; null for the run's data.</param>
internal sealed class TaskRows(TableModel model, DataSource? source)
{
    private const int MaxNamed = 5;

    private IReadOnlyList<string> ignored = [];

    /// <summary>Reads the rows.</summary>
    /// <exception cref="LikenessException">They cannot be read, or a column is missing.</exception>
    public Table Load() => source is null ? model.LoadAll() : Take(source.LoadTable().Table);

    /// <summary>The columns of the run's data, in its order.</summary>
    /// <param name="rows">Rows of the source.</param>
    /// <exception cref="LikenessException">A column is missing.</exception>
    public Table Take(Table rows) => model.TakeColumns(rows, out ignored, source?.ShownName ?? "the table");

    /// <summary>The result, with a line for ignored columns.</summary>
    public TaskResult Tell(TaskResult result) =>
        ignored.Count == 0 ? result : result with { Lines = [Ignored(ignored), .. result.Lines] };

    /// <summary>The line for ignored columns.</summary>
    /// <param name="names">Their names; at least one.</param>
    public static string Ignored(IReadOnlyList<string> names)
    {
        string more = names.Count > MaxNamed ? $" and {names.Count - MaxNamed} more" : "";
        string shown = ControlCharacters.Replace(string.Join(", ", names.Take(MaxNamed)));
        return $"columns that the run's data does not have are ignored: {shown}{more}";
    }
}

namespace Likeness.Data;

/// <summary>Files among many that cannot be read: a few are skipped, with a remark; more are refused. Several threads may add files.</summary>
/// <param name="what">The files, such as <c>pictures</c>.</param>
internal sealed class UnreadableFiles(string what)
{
    // More than one in so many is no accident.
    private const int OneOf = 10;

    private readonly SortedDictionary<int, LikenessException> failures = [];
    private readonly Lock gate = new();

    /// <summary>The indices of the files, in order.</summary>
    public IReadOnlyList<int> Indices => [.. failures.Keys];

    /// <summary>Why each cannot be read, in order.</summary>
    public IEnumerable<string> Reasons => failures.Values.Select(failure => failure.CommandLineMessage);

    /// <summary>Whether they are few enough among so many to be skipped.</summary>
    public bool AreFew(int count) => failures.Count * OneOf <= count;

    /// <summary>Adds a file.</summary>
    /// <param name="index">Its place among all files.</param>
    /// <param name="failure">The reason, which names the file.</param>
    public void Add(int index, LikenessException failure)
    {
        lock (gate)
        {
            failures[index] = failure;
        }
    }

    /// <summary>The remark on the skipped files; none if all were read.</summary>
    /// <param name="count">The number of all files.</param>
    /// <exception cref="LikenessException">More than a tenth of the files cannot be read.</exception>
    public IReadOnlyList<string> Remarks(int count)
    {
        if (failures.Count == 0)
        {
            return [];
        }

        var first = failures.First().Value;
        return AreFew(count)
                ?
                [
                    $"{Numeral.Whole(failures.Count)} of {Numeral.Whole(count)} {what} cannot be read and {(failures.Count == 1 ? "is" : "are")} skipped: {(failures.Count == 1 ? "" : "the first is ")}{first.CommandLineMessage}.",
                ]
            : failures.Count == 1 ? throw new LikenessException(first.CommandLineMessage, first)
            : throw new LikenessException(
                $"{Numeral.Whole(failures.Count)} of {Numeral.Whole(count)} {what} cannot be read, and at most a tenth is skipped; the first is {first.CommandLineMessage}",
                first
            );
    }
}

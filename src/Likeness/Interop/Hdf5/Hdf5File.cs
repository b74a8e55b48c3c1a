namespace Likeness.Interop.Hdf5;

/// <summary>
/// Reads datasets of numbers from HDF5 files (HDF5 File Format Specification 3.0, The HDF Group): superblocks of version 0 to 3, headers
/// of version 1 and 2, groups as B-trees or link messages, integers of 1 to 8 bytes and floats of 2 to 8 in either byte order,
/// compact, contiguous or chunked storage with deflate, shuffle and Fletcher32 filters. Other files are refused with
/// the name of the unsupported feature.
/// </summary>
public static class Hdf5File
{
    private const int MaxGroups = 1000;
    private const int MaxDatasets = 10_000;

    /// <summary>The paths of all datasets, such as <c>train</c> or <c>group/values</c>, in the file's order, outer ones first.</summary>
    /// <exception cref="LikenessException">The file cannot be read, is not an HDF5 file, is damaged or cut off.</exception>
    public static IReadOnlyList<string> Datasets(string path) =>
        Open(path, stream => All(Hdf5Superblock.Read(stream)).Select(dataset => dataset.Path).ToArray());

    /// <summary>Reads one dataset.</summary>
    /// <param name="path">The file.</param>
    /// <param name="dataset">The dataset's path in it, or null for the only one.</param>
    /// <returns>The shape and the numbers in C order; integers beyond 2⁵³ are rounded to the nearest double.</returns>
    /// <exception cref="LikenessException">
    /// The file cannot be read, is not an HDF5 file, is damaged or cut off, has no such dataset or several to choose from, or uses
    /// an unsupported feature.
    /// </exception>
    public static NpyArray Read(string path, string? dataset = null) =>
        Open(path, stream => Read(stream, path, dataset));

    /// <summary>Reads one dataset from a seekable stream.</summary>
    /// <exception cref="LikenessException">There is no such dataset, or several to choose from.</exception>
    /// <exception cref="FormatException">The file is damaged, cut off or not an HDF5 file.</exception>
    /// <exception cref="NotSupportedException">The dataset uses an unsupported feature.</exception>
    internal static NpyArray Read(Stream stream, string path, string? dataset)
    {
        var (file, root) = Hdf5Superblock.Read(stream);
        return Hdf5Dataset.Read(file, Choose(All((file, root)), path, dataset));
    }

    private static T Open<T>(string path, Func<FileStream, T> read) =>
        ArrayFile.Read(path, "HDF5 file", read, "save the table again with h5py's create_dataset as it is by default");

    private static IReadOnlyList<Hdf5Message> Choose(
        List<(string Path, IReadOnlyList<Hdf5Message> Header)> all,
        string path,
        string? name
    )
    {
        if (name is null)
        {
            return all.Count switch
            {
                1 => all[0].Header,
                0 => throw new LikenessException($"{path}: it holds no dataset (give a file with a table of numbers)"),
                _ => throw new LikenessException(
                    $"{path}: it holds {all.Count} datasets: {Names(all)} (name one: {path}#{all[0].Path})"
                ),
            };
        }

        int place = all.FindIndex(dataset => dataset.Path == name.Trim('/'));
        string nearest = NearestName.To(name, all.Select(dataset => dataset.Path)) is { } near
            ? $"; did you mean '{near}'?"
            : "";
        return place >= 0
            ? all[place].Header
            : throw new LikenessException(
                $"{path}: it holds no dataset '{name}' (it holds {(all.Count == 0 ? "none" : Names(all))}{nearest})"
            );
    }

    private static string Names(List<(string Path, IReadOnlyList<Hdf5Message> Header)> all)
    {
        const int Shown = 8;
        string names = string.Join(", ", all.Take(Shown).Select(dataset => dataset.Path));
        return all.Count > Shown ? $"{names}, …" : names;
    }

    // Breadth first; a group that is reached twice is visited once.
    private static List<(string Path, IReadOnlyList<Hdf5Message> Header)> All((Hdf5Bytes, ulong) opened)
    {
        var (file, root) = opened;
        var datasets = new List<(string, IReadOnlyList<Hdf5Message>)>();
        var entered = new HashSet<ulong> { root };
        var groups = new Queue<(string Path, IReadOnlyList<Hdf5Message> Header)>([("", Hdf5Header.Read(file, root))]);
        while (groups.TryDequeue(out var group))
        {
            foreach (var (name, address) in Hdf5Group.Members(file, group.Header))
            {
                var header = Hdf5Header.Read(file, address);
                if (Hdf5Dataset.Is(header))
                {
                    datasets.Add(($"{group.Path}{name}", header));
                }
                else if (entered.Add(address))
                {
                    groups.Enqueue(($"{group.Path}{name}/", header));
                }

                if (datasets.Count > MaxDatasets || entered.Count > MaxGroups)
                {
                    throw new NotSupportedException($"it has more than {MaxGroups} groups or {MaxDatasets} datasets");
                }
            }
        }

        return datasets;
    }
}

using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Likeness.Data;
using Likeness.Data.Databases;

namespace Likeness.Modalities;

/// <summary>
/// All kinds of data: every class with a parameterless constructor that derives from <see cref="Modality{T}"/>, in the library and in
/// registered assemblies.
/// </summary>
public static class ModalityRegistry
{
    private static readonly Lock Adding = new();

    /// <summary>The kinds of data, in the order in which they are asked to recognise files.</summary>
    public static IReadOnlyList<Modality> All { get; private set; } = Ordered(In(typeof(ModalityRegistry).Assembly));

    /// <summary>The kind of data of files that no other kind recognises: tables.</summary>
    public static Modality Default => All[^1];

    /// <summary>Registers the kinds of data of another assembly. Repeated registration has no effect.</summary>
    /// <param name="assembly">The assembly; it may have none.</param>
    /// <exception cref="LikenessException">A name is already registered.</exception>
    [RequiresUnreferencedCode(Trimming.Added)]
    public static void Add(Assembly assembly)
    {
        lock (Adding)
        {
            var added = In(assembly).Where(one => All.All(other => other.GetType() != one.GetType())).ToList();
            Registered.RequireNew(
                assembly,
                "a kind of data",
                added.Select(one => one.Name),
                All.Select(one => one.Name)
            );
            All = Ordered([.. All, .. added]);
        }
    }

    /// <summary>A kind of data by its name.</summary>
    /// <exception cref="LikenessException">There is none.</exception>
    public static Modality Find(string name) =>
        All.FirstOrDefault(one => one.FormerName == name)
        ?? Registered.Find(All, entry => entry.Name, name, "not a kind of data of Likeness");

    /// <summary>The kind of data with examples of this type.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static Modality FromExamples(Type examples) =>
        All.FirstOrDefault(one => one.ExampleType == examples)
        ?? throw new ArgumentException($"No kind of data has examples of type {examples.Name}.", nameof(examples));

    /// <summary>The kind of data of files that are read together; a database holds tables.</summary>
    /// <exception cref="LikenessException">There is no such file.</exception>
    public static Modality OfFiles(IReadOnlyList<string> files)
    {
        if (files.Any(DatabaseAddress.Is))
        {
            return Default;
        }

        var kind = All.First(one => one.Recognises(files));
        bool isOwn = kind.GetType().Assembly == typeof(ModalityRegistry).Assembly; // another may read what ours do not
        if (isOwn && UnreadKinds.Complaint(files) is { } complaint)
        {
            throw new LikenessException(complaint);
        }

        if (kind == Default && files.FirstOrDefault(IsMissing) is { } missing)
        {
            InputFile.Check(missing); // nothing is not a table
        }

        return kind;
    }

    /// <summary>The kind of data of a dataset.</summary>
    /// <param name="name">The dataset's name.</param>
    /// <exception cref="LikenessException">There is no such dataset; the nearest name is suggested.</exception>
    public static Modality OfDataset(string name)
    {
        DatasetSummary[] all = [.. All.SelectMany(one => one.Datasets)];
        var found = Registered.Find(all, entry => entry.Name, name, "not a dataset of Likeness", ", or give files");
        return All.First(one => one.Datasets.Contains(found));
    }

    private static bool IsMissing(string name) =>
        DataFileName.Parse(name).File is var file && !File.Exists(file) && !Directory.Exists(file);

    private static IEnumerable<Modality> In(Assembly assembly) =>
        assembly
            .GetTypes()
            .Where(type => type is { IsAbstract: false } && type.IsAssignableTo(typeof(Modality)))
            .Select(type => (Modality)Activator.CreateInstance(type)!);

    // The kind that accepts any file is asked last.
    private static List<Modality> Ordered(IEnumerable<Modality> all) =>
        [.. all.OrderBy(one => one.TakesAnyFile).ThenBy(one => one.Name, StringComparer.Ordinal)];
}

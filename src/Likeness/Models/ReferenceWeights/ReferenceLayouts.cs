namespace Likeness.Models.ReferenceWeights;

/// <summary>The models that have a reference implementation whose weights can be read.</summary>
internal static class ReferenceLayouts
{
    /// <summary>The names of these models, as sentences list them.</summary>
    public static string Names => string.Join(", ", All.Select(one => one.Entry.Name).Order(StringComparer.Ordinal));

    private static IEnumerable<(ModelEntry Entry, WeightLayout Layout)> All =>
        from entry in ModelRegistry.All
        let layout = Find(entry)
        where layout is not null
        select (entry, layout);

    /// <summary>The model that a file's weights belong to.</summary>
    /// <param name="file">The file.</param>
    /// <param name="model">The model's name; null to infer it.</param>
    /// <exception cref="LikenessException">They belong to none, or not to the named one.</exception>
    public static (ModelEntry Entry, WeightLayout Layout) Find(ReferenceFile file, string? model)
    {
        var named = model is null ? null : ModelRegistry.Named(model);
        var known = All.Where(one => named is null || named.Contains(one.Entry)).ToList();
        if (known.Count == 0)
        {
            throw new LikenessException(
                $"weights of other programs cannot be imported into {model} (import into {Names})"
            );
        }

        var found = known.FirstOrDefault(one => IsOf(file, one.Layout));
        return found.Entry is not null ? found
            : named is null
                ? throw file.Error(
                    $"its tensors are not those of a known model ({string.Join("; ", known.Select(one => $"{one.Layout.Reference} has '{one.Layout.Mark}'"))})"
                )
            : throw file.Error(
                $"there is no tensor '{known[0].Layout.Mark}', so these are not weights of {known[0].Layout.Reference}"
            );
    }

    private static bool IsOf(ReferenceFile file, WeightLayout layout) =>
        file.Tensors.Keys.Any(name => layout.NameOf(name) == layout.Mark);

    // Some models are the reference's only under a preset.
    private static WeightLayout? Find(ModelEntry entry) =>
        entry.DefaultOptions().ReferenceLayout
        ?? entry
            .Presets.Select(preset => entry.Preset(preset).ReferenceLayout)
            .FirstOrDefault(layout => layout is not null);
}

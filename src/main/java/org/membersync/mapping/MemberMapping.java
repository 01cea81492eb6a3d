package org.membersync.mapping;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.membersync.member.FieldValue;
import org.membersync.member.Member;
import org.membersync.member.Membership;

/** The mapping files, read once and checked: which field is which on either side. Immutable. */
public final class MemberMapping {

    /** The name of the mapping file in its folder. */
    public static final String FILE_NAME = "member.yaml";

    private final String fileName;
    private final List<FieldMapping> fields;

    MemberMapping(String fileName, List<FieldMapping> fields) {
        this.fileName = fileName;
        this.fields = List.copyOf(fields);
    }

    /**
     * Reads {@code member.yaml} and the value files beside it.
     *
     * @throws MappingFileException with every problem at once
     */
    public static MemberMapping load(Path folder) {
        return MappingFiles.inFolder(folder).read();
    }

    /**
     * Reads the copy that is packaged with the program, for when there is no folder beside it.
     *
     * @throws MappingFileException with every problem at once
     */
    public static MemberMapping packaged() {
        return MappingFiles.packaged().read();
    }

    /**
     * Reads a mapping from text.
     *
     * @param fileName what messages call it, such as {@code mappings/member.yaml}
     * @param siblingFile the text of a file beside it by its plain name, null when there is none
     * @throws MappingFileException with every problem at once
     */
    public static MemberMapping parse(String fileName, String yaml, Function<String, String> siblingFile) {
        return MappingFiles.of(fileName, yaml, siblingFile).read();
    }

    /** What messages call the mapping file. */
    public String fileName() {
        return fileName;
    }

    /** All fields in the order of the file. */
    public List<FieldMapping> fields() {
        return fields;
    }

    /** The fields that are written to HeyLoyalty. */
    public List<FieldMapping> toHeyLoyalty() {
        return fields.stream().filter(FieldMapping::isToHeyLoyalty).toList();
    }

    /** The fields that are written to Business Central. */
    public List<FieldMapping> toBusinessCentral() {
        return fields.stream().filter(FieldMapping::isToBusinessCentral).toList();
    }

    /** The first mapping of that HeyLoyalty field. */
    public Optional<FieldMapping> ofHeyLoyaltyField(String name) {
        return fields.stream().filter(field -> field.heyloyalty().equals(name)).findFirst();
    }

    /** The first mapping of that Business Central field. */
    public Optional<FieldMapping> ofBusinessCentralField(String name) {
        return fields.stream().filter(field -> field.bc().equals(name)).findFirst();
    }

    /**
     * This mapping with one more value of a field, for options that {@code autoCreate} lets in (behaviour I8). A Business Central
     * value that the field already has keeps its option.
     *
     * @param heyLoyaltyField the field's name in HeyLoyalty
     */
    public MemberMapping withValue(String heyLoyaltyField, String bcValue, String option) {
        List<FieldMapping> extended = fields.stream()
                .map(field -> field.heyloyalty().equals(heyLoyaltyField) ? field.withValue(bcValue, option) : field)
                .toList();
        return new MemberMapping(fileName, extended);
    }

    /**
     * What HeyLoyalty is to hold of a member (behaviour O9): every field whose direction includes HeyLoyalty and no other.
     *
     * @param membership the membership that counts (behaviour E5)
     * @throws UnmappedValueException when a value has no option
     * @throws org.membersync.failure.PermanentException when the list lacks a field ({@code missing-list-field}), would refuse a
     *     value ({@code refused-value}) or does not know an option ({@code unknown-option})
     */
    public HeyLoyaltyFields transform(Member member, Optional<Membership> membership, ListDefinition list) {
        return new OutboundTransform(this, list).transform(member, membership);
    }

    /**
     * What Business Central holds of each mapped field that the list has, whatever the field's direction; a value that
     * HeyLoyalty could not hold is told as such and refused by nobody.
     *
     * @param membership the membership that counts (behaviour E5)
     */
    public List<MappedValue> view(Member member, Optional<Membership> membership, ListDefinition list) {
        return new OutboundTransform(this, list).view(member, membership);
    }

    /**
     * A HeyLoyalty value as Business Central takes it (behaviour I7, I8).
     *
     * @throws org.membersync.failure.PermanentException when an option has no Business Central value ({@code unknown-option}) or
     *     the text is longer than Business Central takes ({@code refused-value})
     */
    public BusinessCentralText toBusinessCentral(FieldMapping field, FieldValue value, ListDefinition list) {
        return new InboundTransform(this, list).transform(field, value);
    }
}
